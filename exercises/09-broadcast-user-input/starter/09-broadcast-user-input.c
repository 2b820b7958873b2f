/* SPDX-License-Identifier: MIT */
/* Broadcast of a string from the command line. The handout says what to do. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    /* TODO: when there is only one process, or no string in argv[1], let rank 0 say so.
     * Otherwise:
     * the master takes the string from the command line, the workers start with "No data". Print
     * it in double quotes, broadcast it and print it again. How do the workers know its length? */

    MPI_Finalize();
    return 0;
}
