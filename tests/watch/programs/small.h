/* SPDX-License-Identifier: MIT */
/* What these small programs share. START(np) and END frame main; `other` is the partner in a pair.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int rank, size, other, a, b;
static int list[4000000];

#define WORLD MPI_COMM_WORLD
#define IGNORE MPI_STATUS_IGNORE
#define START                                                                                      \
    int main(int argc, char **argv) {                                                              \
        MPI_Init(&argc, &argv);                                                                    \
        MPI_Comm_rank(WORLD, &rank);                                                               \
        MPI_Comm_size(WORLD, &size);                                                               \
        other = rank ^ 1;                                                                          \
        a = rank;                                                                                  \
        b = list[0] = 0;
#define END                                                                                        \
    MPI_Finalize();                                                                                \
    return 0;                                                                                      \
    }
