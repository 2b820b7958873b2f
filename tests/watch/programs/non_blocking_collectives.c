/* SPDX-License-Identifier: MIT */
/* np 3
 * expect clean
 */
#include "small.h"

START
    MPI_Request requests[6];
    int counts[3] = {1, 1, 1}, places[3] = {0, 1, 2};
    for (int i = 0; i < 20; i++) {
        MPI_Ibarrier(WORLD, &requests[0]);
        MPI_Ibcast(list, 10, MPI_INT, 1, WORLD, &requests[1]);
        MPI_Iallreduce(&a, &b, 1, MPI_INT, MPI_SUM, WORLD, &requests[2]);
        MPI_Igather(list + 100, 2, MPI_INT, list + 200, 2, MPI_INT, 0, WORLD, &requests[3]);
        MPI_Iscatterv(list + 300, counts, places, MPI_INT, list + 400, 1, MPI_INT, 2, WORLD, &requests[4]);
        MPI_Ialltoall(list + 500, 1, MPI_INT, list + 600, 1, MPI_INT, WORLD, &requests[5]);
        MPI_Waitall(6, requests, MPI_STATUSES_IGNORE);
        a++;
        list[0]++;
        list[100]++;
        list[500]++;
    }
END
