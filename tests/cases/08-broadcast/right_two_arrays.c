/* The dictionary as two arrays, words and numbers, each broadcast on its own. */
#include <mpi.h>
#include <stdio.h>
#include <string.h>

int count = 0;
char words[3][16];
int numbers[3];

void show(void) {
  printf("{");
  for (int i = 0; i < count; i++) {
    if (i > 0) printf(", ");
    printf("'%s': %d", words[i], numbers[i]);
  }
  printf("}");
}

int main(int argc, char **argv) {
  int id, numProcesses, length;
  char host[MPI_MAX_PROCESSOR_NAME];

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  MPI_Get_processor_name(host, &length);

  if (numProcesses == 1) {
    printf("Please run this program with the number of processes greater than 1\n");
    MPI_Finalize();
    return 0;
  }

  if (id == 0) {
    count = 3;
    strcpy(words[0], "one");
    strcpy(words[1], "two");
    strcpy(words[2], "three");
    for (int i = 0; i < count; i++) numbers[i] = i + 1;
    printf("Master Process %d of %d on %s broadcasts ", id, numProcesses, host);
  } else {
    printf("Worker Process %d of %d on %s starts with ", id, numProcesses, host);
  }
  show();
  printf("\n");

  MPI_Bcast(&count, 1, MPI_INT, 0, MPI_COMM_WORLD);
  MPI_Bcast(words, sizeof(words), MPI_CHAR, 0, MPI_COMM_WORLD);
  MPI_Bcast(numbers, 3, MPI_INT, 0, MPI_COMM_WORLD);

  printf("Process %d of %d on %s has ", id, numProcesses, host);
  show();
  printf(" after the broadcast\n");

  MPI_Finalize();
  return 0;
}
