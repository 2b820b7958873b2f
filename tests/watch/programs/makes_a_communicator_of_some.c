/* SPDX-License-Identifier: MIT */
/* MPI_Comm_create_group concerns the new communicator's members alone; the others go on.
 * np 4
 * expect clean
 */
#include "small.h"

START
    MPI_Group all, some;
    MPI_Comm comm;
    int members[] = {1, 3};
    MPI_Comm_group(WORLD, &all);
    MPI_Group_incl(all, 2, members, &some);
    if (rank % 2 == 1) {
        MPI_Comm_create_group(WORLD, some, 5, &comm);
        MPI_Allreduce(&a, &b, 1, MPI_INT, MPI_SUM, comm);
        MPI_Comm_free(&comm);
    }
    MPI_Barrier(WORLD);
    MPI_Reduce(&a, &b, 1, MPI_INT, MPI_SUM, 0, WORLD);
    MPI_Group_free(&some);
    MPI_Group_free(&all);
END
