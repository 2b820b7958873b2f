/* SPDX-License-Identifier: MIT */
/* Code before main runs in the sandbox only, with its rank. */
#include <stdio.h>
#include <unistd.h>

__attribute__((constructor)) static void early(void) {
    printf("early, user %d, %s\n", getuid() == 0, access("/root", F_OK) == 0 ? "SEES HOMES" : "walled in");
}

int main(void) {
    return 0;
}
