#include <mpi.h>
#include <stdio.h>
#include <string.h>

#define MAX_LENGTH 1024

int main(int argc, char **argv) {
  int id, numProcesses, length;
  char hostName[MPI_MAX_PROCESSOR_NAME];
  char data[MAX_LENGTH] = "No data";

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  MPI_Get_processor_name(hostName, &length);

  if (numProcesses == 1) {
    printf("Please run this program with the number of processes greater than 1\n");
    MPI_Finalize();
    return 0;
  }
  if (argc < 2) {
    if (id == 0) printf("Please add a string to be broadcast from master to workers\n");
    MPI_Finalize();
    return 0;
  }

  if (id == 0) {
    strncpy(data, argv[1], MAX_LENGTH - 1);
    data[MAX_LENGTH - 1] = '\0';
    printf("Master Process %d of %d on %s broadcasts \"%s\"\n", id, numProcesses, hostName, data);
  } else {
    printf("Worker Process %d of %d on %s starts with \"%s\"\n", id, numProcesses, hostName, data);
  }

  MPI_Bcast(data, MAX_LENGTH, MPI_CHAR, 0, MPI_COMM_WORLD);
  printf("Process %d of %d on %s has \"%s\" after the broadcast\n", id, numProcesses, hostName, data);

  MPI_Finalize();
  return 0;
}
