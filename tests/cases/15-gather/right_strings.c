/* Builds each line as a string before it is printed. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SMALL_LIST_SIZE
#define SMALL_LIST_SIZE 3
#endif

void append_list(char *line, const int *list) {
  strcat(line, "[");
  for (int i = 0; i < SMALL_LIST_SIZE; i++) {
    char number[16];
    sprintf(number, i == 0 ? "%d" : ", %d", list[i]);
    strcat(line, number);
  }
  strcat(line, "]");
}

int main(int argc, char **argv) {
  int id, numProcesses, length;
  char host[MPI_MAX_PROCESSOR_NAME];
  int mine[SMALL_LIST_SIZE];

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  MPI_Get_processor_name(host, &length);

  char *line = malloc(1000 + 20 * SMALL_LIST_SIZE * numProcesses);
  int *all = malloc(sizeof(int) * SMALL_LIST_SIZE * numProcesses);
  for (int i = 0; i < SMALL_LIST_SIZE; i++) mine[i] = 10 * id * (i + 1);

  sprintf(line, "Process %d of %d on %s starts with ", id, numProcesses, host);
  append_list(line, mine);
  puts(line);

  MPI_Gather(mine, SMALL_LIST_SIZE, MPI_INT, all, SMALL_LIST_SIZE, MPI_INT, 0, MPI_COMM_WORLD);

  if (id == 0) {
    sprintf(line, "Process %d of %d on %s has result after gather [", id, numProcesses, host);
    for (int i = 0; i < numProcesses; i++) {
      if (i > 0) strcat(line, ", ");
      append_list(line, all + i * SMALL_LIST_SIZE);
    }
    strcat(line, "]");
    puts(line);
  }
  free(line);
  free(all);
  MPI_Finalize();
  return 0;
}
