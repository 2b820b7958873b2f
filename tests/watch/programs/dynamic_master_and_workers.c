/* SPDX-License-Identifier: MIT */
/* np 4
 * expect clean
 */
#include "small.h"

START
    MPI_Status status;
    int done = 0, task = 0, tasks = 60, stop = -1;
    if (rank == 0) {
        for (int w = 1; w < size; w++, task++)
            MPI_Send(&task, 1, MPI_INT, w, 0, WORLD);
        while (done < tasks) {
            MPI_Recv(&b, 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, WORLD, &status);
            done++;
            MPI_Send(task < tasks ? &task : &stop, 1, MPI_INT, status.MPI_SOURCE, 0, WORLD);
            task++;
        }
    } else {
        for (;;) {
            MPI_Recv(&b, 1, MPI_INT, 0, 0, WORLD, IGNORE);
            if (b < 0)
                break;
            usleep(500);
            MPI_Send(&b, 1, MPI_INT, 0, 0, WORLD);
        }
    }
END
