/* SPDX-License-Identifier: MIT */
/* np 1
 * expect clean
 */
#include "small.h"

int main(int argc, char **argv) {
    MPI_Comm family;
    MPI_Init(&argc, &argv);
    MPI_Comm_get_parent(&family);
    MPI_Comm_rank(WORLD, &rank);
    size = other = a = list[0] = 0;
    if (family == MPI_COMM_NULL) {
        MPI_Comm_spawn(argv[0], MPI_ARGV_NULL, 2, MPI_INFO_NULL, 0, WORLD, &family, MPI_ERRCODES_IGNORE);
        MPI_Recv(&b, 1, MPI_INT, 1, 0, family, IGNORE);
    } else if (rank == 1) {
        MPI_Send(&a, 1, MPI_INT, 0, 0, family);
    }
    MPI_Comm_disconnect(&family);
    MPI_Finalize();
    return 0;
}
