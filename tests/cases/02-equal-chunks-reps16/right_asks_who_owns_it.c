/* Everyone walks through all iterations and performs those of its own chunk. */
#include <mpi.h>
#include <stdio.h>

#define REPS 16

int owner(int i, int numProcesses) {
  return i / (REPS / numProcesses);
}

int main(int argc, char** argv) {
  int id, numProcesses, length;
  char hostName[MPI_MAX_PROCESSOR_NAME];

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  MPI_Get_processor_name(hostName, &length);

  if (numProcesses > REPS || REPS % numProcesses != 0) {
    if (id == 0) {
      printf("Please run with number of processes divisible by and less than or equal to %d.\n", REPS);
    }
    MPI_Finalize();
    return 0;
  }

  for (int i = 0; i < REPS; ++i) {
    if (owner(i, numProcesses) == id) {
      printf("On %s: Process %d is performing iteration %d\n", hostName, id, i);
    }
  }

  MPI_Finalize();
  return 0;
}
