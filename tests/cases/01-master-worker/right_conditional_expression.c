#include <mpi.h>
#include <stdio.h>
#define ROOT 0
int main(int argc, char **argv) {
  int r, p, l; char h[MPI_MAX_PROCESSOR_NAME];
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &r); MPI_Comm_size(MPI_COMM_WORLD, &p);
  MPI_Get_processor_name(h, &l);
  const char *who = (r == ROOT) ? "the master" : "a worker";
  fprintf(stdout, "Greetings from %s, %d of %d on %s\n", who, r, p, h);
  return MPI_Finalize();
}
