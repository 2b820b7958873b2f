/* SPDX-License-Identifier: MIT */
/* Makes the compiler read /etc/shadow. */
#include "/etc/shadow"
int main(void) {
    return 0;
}
