/* SPDX-License-Identifier: MIT */
/* The call never returns, but the rank is not in it any more.
 * np 2
 * expect misuse mpi_error
 */
#include "small.h"
#include <setjmp.h>

static jmp_buf back;

static void handle(MPI_Comm *comm, int *error, ...) {
    (void)comm, (void)error;
    longjmp(back, 1);
}

START
    MPI_Errhandler handler;
    MPI_Comm_create_errhandler(handle, &handler);
    MPI_Comm_set_errhandler(WORLD, handler);
    MPI_Errhandler_free(&handler);
    if (rank == 0 && setjmp(back) == 0)
        MPI_Recv(&a, 1, MPI_INT, 99, 0, WORLD, IGNORE); /* no such rank */
    if (rank == 0)
        usleep(300000); /* the other waits, but not for ever */
    MPI_Sendrecv(&a, 1, MPI_INT, other, 0, &b, 1, MPI_INT, other, 0, WORLD, IGNORE);
END
