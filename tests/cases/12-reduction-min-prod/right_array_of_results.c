#include <mpi.h>
#include <stdio.h>

enum { MIN, PROD, RESULTS };

int main(int argc, char **argv) {
  int id, square, result[RESULTS];

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);

  square = (id + 1) * (id + 1);
  MPI_Reduce(&square, &result[MIN], 1, MPI_INT, MPI_MIN, 0, MPI_COMM_WORLD);
  MPI_Reduce(&square, &result[PROD], 1, MPI_INT, MPI_PROD, 0, MPI_COMM_WORLD);

  if (id == 0) {
    printf("The min of the squares is %d\n", result[MIN]);
    printf("The product of the squares is %d\n", result[PROD]);
  }

  MPI_Finalize();
  return 0;
}
