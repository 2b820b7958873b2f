/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

START
    MPI_Datatype column, pair;
    MPI_Type_vector(10, 1, 10, MPI_INT, &column);
    MPI_Type_commit(&column);
    MPI_Type_contiguous(2, MPI_INT, &pair);
    MPI_Type_commit(&pair);
    MPI_Sendrecv(list, 1, column, other, 0, list + 1000, 10, MPI_INT, other, 0, WORLD, IGNORE);
    MPI_Sendrecv(list, 3, pair, other, 0, list + 1000, 6, MPI_INT, other, 0, WORLD, IGNORE);
    MPI_Bcast(list, rank == 0 ? 5 : 10, rank == 0 ? pair : MPI_INT, 0, WORLD);
    MPI_Type_free(&column);
    MPI_Type_free(&pair);
END
