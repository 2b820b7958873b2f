#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

void printList(int *list, int n) {
  printf("[");
  for (int i = 0; i < n; i++) {
    printf("%d", list[i]);
    if (i != n - 1) printf(", ");
  }
  printf("]");
}

int main(int argc, char **argv) {
  int id, numProcesses, length;
  char host[MPI_MAX_PROCESSOR_NAME];

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  MPI_Get_processor_name(host, &length);

  if (numProcesses <= 1) {
    printf("Please run this program with the number of processes greater than 1\n");
  } else {
    int *list = calloc(numProcesses, sizeof(int));
    if (id == 0) {
      for (int i = 0; i < numProcesses; i++) list[i] = i;
      printf("Master Process %d of %d on %s broadcasts ", id, numProcesses, host);
      printList(list, numProcesses);
    } else {
      printf("Worker Process %d of %d on %s starts with ", id, numProcesses, host);
      printList(list, 0);
    }
    printf("\n");

    MPI_Bcast(list, numProcesses, MPI_INT, 0, MPI_COMM_WORLD);

    printf("Process %d of %d on %s has ", id, numProcesses, host);
    printList(list, numProcesses);
    printf(" after the broadcast\n");
    free(list);
  }

  MPI_Finalize();
  return 0;
}
