/* Sends the length of the list first, then the list. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define MASTER 0

void sendList(int *list, int length, int to) {
  MPI_Send(&length, 1, MPI_INT, to, 1, MPI_COMM_WORLD);
  MPI_Send(list, length, MPI_INT, to, 2, MPI_COMM_WORLD);
}

int *receiveList(int *length, int extra, int from) {
  MPI_Recv(length, 1, MPI_INT, from, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  int *list = malloc((*length + extra) * sizeof(int));
  MPI_Recv(list, *length, MPI_INT, from, 2, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return list;
}

void show(const int *list, int length) {
  int i;
  printf("[");
  for (i = 0; i < length - 1; ++i)
    printf("%d, ", list[i]);
  printf("%d]", list[length - 1]);
}

int main(int argc, char **argv) {
  int id, numProcesses, nameLength, length;
  char host[MPI_MAX_PROCESSOR_NAME];

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  MPI_Get_processor_name(host, &nameLength);

  if (numProcesses < 2) {
    printf("Please run this program with the number of processes greater than 1\n");
    MPI_Finalize();
    return 0;
  }

  if (id == MASTER) {
    int start[1] = {0};
    sendList(start, 1, 1);
    printf("Master Process %d of %d on %s sent ", id, numProcesses, host);
    show(start, 1);
    int *all = receiveList(&length, 0, numProcesses - 1);
    printf("\nMaster Process %d of %d on %s received ", id, numProcesses, host);
    show(all, length);
    printf("\n");
    free(all);
  } else {
    int *list = receiveList(&length, 1, id - 1);
    list[length] = id;
    sendList(list, length + 1, (id + 1) % numProcesses);
    printf("Worker Process %d of %d on %s received ", id, numProcesses, host);
    show(list, length);
    printf(" and sent ");
    show(list, length + 1);
    printf("\n");
    free(list);
  }

  MPI_Finalize();
  return 0;
}
