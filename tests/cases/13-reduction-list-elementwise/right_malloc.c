#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

void show(const char *name, int *v, int n) {
  printf("The resulting reduce %s list is [%d", name, v[0]);
  for (int i = 1; i < n; ++i) printf(", %d", v[i]);
  printf("]\n");
}

int main(int argc, char **argv) {
  const int n = 5;
  int id;

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);

  int *mine = malloc(n * sizeof(int));
  int *result = malloc(n * sizeof(int));
  for (int i = 1; i <= n; ++i) mine[i - 1] = i * id;

  MPI_Reduce(mine, result, n, MPI_INT, MPI_MAX, 0, MPI_COMM_WORLD);
  if (id == 0) show("max", result, n);
  MPI_Reduce(mine, result, n, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
  if (id == 0) show("sum", result, n);

  free(mine);
  free(result);
  MPI_Finalize();
  return 0;
}
