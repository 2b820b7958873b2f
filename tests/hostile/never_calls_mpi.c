/* SPDX-License-Identifier: MIT */
/* Ends well without MPI. */
#include <stdio.h>

int main(void) {
    printf("no MPI here\n");
    return 0;
}
