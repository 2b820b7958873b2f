/* SPDX-License-Identifier: MIT */
/* Bytes that are no text: cut, overlong, surrogates, too large, Latin-1. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    printf("cut \xe2\x82 overlong \xc0\xaf surrogate \xed\xa0\x80 large \xf5\x80\x80\x80 latin \xe9\n");
    printf("cut at the end \xf0\x9f");
    MPI_Finalize();
    return 0;
}
