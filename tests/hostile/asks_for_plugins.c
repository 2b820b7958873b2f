/* SPDX-License-Identifier: MIT */
/* Options in the source: those that are known change nothing outside of it. */
#pragma GCC plugin "/tmp/plugin.so"
#pragma GCC optimize("plugin=/tmp/plugin.so")
#pragma GCC system_header
#pragma GCC poison main_is_fine
#include <stdio.h>

int main(void) {
    printf("no plugin\n");
    return 0;
}
