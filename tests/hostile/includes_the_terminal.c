/* SPDX-License-Identifier: MIT */
/* Makes the compiler read /dev/tty. */
#include "/dev/tty"
int main(void) {
    return 0;
}
