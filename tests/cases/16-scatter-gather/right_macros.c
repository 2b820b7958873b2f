#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define CHUNK 3
#define WHO "%d of %d on %s "

static int id, numProcesses;
static char host[MPI_MAX_PROCESSOR_NAME];

static void dump(const int *v, int n) {
  printf("[");
  for (int i = 0; i < n; i++) printf("%s%d", i == 0 ? "" : ", ", v[i]);
  printf("]\n");
}

int main(int argc, char **argv) {
  int length;
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  MPI_Get_processor_name(host, &length);

  int total = CHUNK * numProcesses;
  int *data = NULL, *newData = NULL;
  int part[CHUNK];

  if (id == 0) {
    data = malloc(total * sizeof(int));
    newData = malloc(total * sizeof(int));
    for (int i = 0; i < total; i++) data[i] = i + 1;
    printf("Master " WHO "has created array: ", id, numProcesses, host);
    dump(data, total);
  } else {
    printf("Worker Process " WHO "starts with None\n", id, numProcesses, host);
  }

  MPI_Scatter(data, CHUNK, MPI_INT, part, CHUNK, MPI_INT, 0, MPI_COMM_WORLD);
  if (id == 0) {
    printf("Master " WHO "has original array after Scatter: ", id, numProcesses, host);
    dump(data, total);
  }
  printf("Process " WHO "has smaller part after Scatter ", id, numProcesses, host);
  dump(part, CHUNK);

  for (int i = 0; i < CHUNK; i++) part[i] *= 10;
  printf("Process " WHO "has smaller part after work ", id, numProcesses, host);
  dump(part, CHUNK);

  MPI_Gather(part, CHUNK, MPI_INT, newData, CHUNK, MPI_INT, 0, MPI_COMM_WORLD);
  if (id == 0) {
    printf("Master " WHO "has new data array after Gather: ", id, numProcesses, host);
    dump(newData, total);
  }
  free(data);
  free(newData);
  MPI_Finalize();
  return 0;
}
