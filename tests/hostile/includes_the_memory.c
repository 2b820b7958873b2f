/* SPDX-License-Identifier: MIT */
/* Makes the compiler read /proc/self/mem. */
#include "/proc/self/mem"
int main(void) {
    return 0;
}
