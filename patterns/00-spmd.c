/* SPDX-License-Identifier: MIT */
/* Single program, multiple data (SPMD): the pattern beneath all the others.
 *
 * mpirun starts the same program P times. Each of these processes has memory of its own and a
 * number of its own, its rank, from 0 to P-1. All run the same statements; only what they learn
 * from MPI_Comm_rank() differs, and so does what they print.
 *
 * What happens: every process prints one greeting. The lines appear in any order, since nothing
 * makes one process wait for another.
 *
 * Try: mpirun -np 4, several times. Does the order of the lines change? Which numbers in a line
 * stay the same in all lines, and which differ? */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    printf("Greetings from process %d of %d on %s\n", rank, process_count, host);

    MPI_Finalize();
    return 0;
}
