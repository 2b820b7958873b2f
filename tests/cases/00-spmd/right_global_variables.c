// homework 1
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int id = -1;
int numProcesses = -1;
char hostName[256];

void setup(int *argc, char ***argv) {
  MPI_Init(argc, argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  gethostname(hostName, sizeof(hostName));
}

void greet(void) {
  char line[512];
  snprintf(line, sizeof(line), "Greetings from process %d of %d on %s", id, numProcesses, hostName);
  puts(line);
}

int main(int argc, char **argv) {
  setup(&argc, &argv);
  greet();
  MPI_Finalize();
  return EXIT_SUCCESS;
}
