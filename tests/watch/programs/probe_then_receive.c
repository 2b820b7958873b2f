/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Status status;
    MPI_Message message;
    int count;
    if (rank == 0) {
        MPI_Send(list, 7, MPI_INT, 1, 3, WORLD);
        MPI_Send(list, 8, MPI_INT, 1, 4, WORLD);
    } else {
        MPI_Probe(0, MPI_ANY_TAG, WORLD, &status);
        MPI_Get_count(&status, MPI_INT, &count);
        MPI_Recv(list, count, MPI_INT, status.MPI_SOURCE, status.MPI_TAG, WORLD, IGNORE);
        MPI_Mprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, WORLD, &message, &status);
        MPI_Get_count(&status, MPI_INT, &count);
        MPI_Mrecv(list, count, MPI_INT, &message, IGNORE);
    }
END
