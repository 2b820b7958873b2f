#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char *argv[]) {
  MPI_Init(&argc, &argv);

  int me, n, l;
  MPI_Comm_rank(MPI_COMM_WORLD, &me);
  MPI_Comm_size(MPI_COMM_WORLD, &n);
  char node[MPI_MAX_PROCESSOR_NAME];
  MPI_Get_processor_name(node, &l);

  if (n & 1) {
    if (!me) puts("Please run this program with the number of processes positive and even");
    MPI_Finalize();
    exit(0);
  }

  int *buf = calloc(2, sizeof *buf);
  buf[0] = me;
  MPI_Request req[2];
  int other = me + 1 - 2 * (me % 2);
  MPI_Irecv(buf + 1, 1, MPI_INT, other, MPI_ANY_TAG, MPI_COMM_WORLD, &req[0]);
  MPI_Isend(buf, 1, MPI_INT, other, 99, MPI_COMM_WORLD, &req[1]);
  MPI_Waitall(2, req, MPI_STATUSES_IGNORE);
  printf("Process %d of %d on %s computed %d and received %d\n", me, n, node, buf[0], buf[1]);
  free(buf);

  MPI_Finalize();
  return 0;
}
