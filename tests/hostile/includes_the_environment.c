/* SPDX-License-Identifier: MIT */
/* Makes the compiler read /proc/self/environ. */
#include "/proc/self/environ"
int main(void) {
    return 0;
}
