#include <mpi.h>
#include <stdio.h>

int main(int argc, char** argv) {
  int id, n, length;
  char hostName[MPI_MAX_PROCESSOR_NAME];

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &n);
  MPI_Get_processor_name(hostName, &length);

  if (n % 2 == 1 && id == 0) {
    printf("Please run this program with the number of processes positive and even\n");
  }
  if (n % 2 == 0) {
    int neighbor = id % 2 ? id - 1 : id + 1;
    int value = id;
    MPI_Sendrecv_replace(&value, 1, MPI_INT, neighbor, 1, neighbor, 1, MPI_COMM_WORLD,
                         MPI_STATUS_IGNORE);
    printf("Process %d of %d on %s computed %d and received %d\n", id, n, hostName, id, value);
  }

  MPI_Finalize();
  return 0;
}
