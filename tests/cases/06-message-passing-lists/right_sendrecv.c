#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define LENGTH 8

int *makeList(int start) {
  int *list = malloc(LENGTH * sizeof(int));
  for (int i = 0; i < LENGTH; ++i) list[i] = start++;
  return list;
}

void listToString(const int *list, char *out) {
  int pos = sprintf(out, "[%d", list[0]);
  for (int i = 1; i < LENGTH; ++i) pos += sprintf(out + pos, ", %d", list[i]);
  sprintf(out + pos, "]");
}

int main(int argc, char **argv) {
  int id, numProcesses, length;
  char hostName[MPI_MAX_PROCESSOR_NAME];

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  MPI_Get_processor_name(hostName, &length);

  if (numProcesses % 2 == 0) {
    int *sendList = makeList(id);
    int receivedList[LENGTH];
    char a[200], b[200];
    int neighbor = (id % 2) ? id - 1 : id + 1;
    MPI_Sendrecv(sendList, LENGTH, MPI_INT, neighbor, 1, receivedList, LENGTH, MPI_INT, neighbor, 1,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    listToString(sendList, a);
    listToString(receivedList, b);
    printf("Process %d of %d on %s computed %s and received %s\n", id, numProcesses, hostName, a, b);
    free(sendList);
  } else if (id == 0) {
    printf("Please run this program with the number of processes positive and even\n");
  }

  MPI_Finalize();
  return 0;
}
