/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    static char room[10000];
    void *back;
    int bytes;
    MPI_Buffer_attach(room, sizeof room);
    MPI_Bsend(list, 100, MPI_INT, other, 0, WORLD);
    MPI_Recv(list, 100, MPI_INT, other, 0, WORLD, IGNORE);
    MPI_Buffer_detach(&back, &bytes);
END
