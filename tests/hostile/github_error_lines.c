/* SPDX-License-Identifier: MIT */
/* Lines that a CI system would obey. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    printf("::error file=a.c,line=1::forged\n\r::stop-commands::x\n##[error]forged\n");
    printf("x\r\n::notice title=Autograding report::{}\n\x0b::error::x\n\f::error::y\n");
    MPI_Finalize();
    return 0;
}
