/* New words, old operations. */
#include <mpi.h>
#include <stdio.h>

enum { SUM, MAX, RESULTS };

int main(int argc, char **argv) {
  int id, square, result[RESULTS];

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);

  square = (id + 1) * (id + 1);
  MPI_Reduce(&square, &result[SUM], 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
  MPI_Reduce(&square, &result[MAX], 1, MPI_INT, MPI_MAX, 0, MPI_COMM_WORLD);

  if (id == 0) {
    printf("The min of the squares is %d\n", result[SUM]);
    printf("The product of the squares is %d\n", result[MAX]);
  }

  MPI_Finalize();
  return 0;
}
