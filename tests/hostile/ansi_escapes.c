/* SPDX-License-Identifier: MIT */
/* Clears the screen, sets the title, moves up, turns the text around, rings. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    printf("\033[2J\033]0;owned\007\033[5A\r\b\23331m\xe2\x80\xaeright\n");
    MPI_Finalize();
    return 0;
}
