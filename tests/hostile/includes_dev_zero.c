/* SPDX-License-Identifier: MIT */
/* Makes the compiler read /dev/zero. */
#include "/dev/zero"
int main(void) {
    return 0;
}
