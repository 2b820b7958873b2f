#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define COLUMNS 3

typedef int row_t[COLUMNS];

void printRow(const int *row) {
  printf("[%d, %d, %d]", row[0], row[1], row[2]);
}

void printRows(row_t *rows, int n) {
  printf("[");
  for (int i = 0; i < n; i++) {
    if (i > 0) printf(", ");
    printRow(rows[i]);
  }
  printf("]\n");
}

int main(int argc, char **argv) {
  int id, numProcesses, length;
  char host[MPI_MAX_PROCESSOR_NAME];
  row_t *rows = NULL, mine;

  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  MPI_Get_processor_name(host, &length);

  if (id == 0) {
    rows = malloc(numProcesses * sizeof(row_t));
    for (int i = 0; i < numProcesses; i++)
      for (int j = 0; j < COLUMNS; j++) rows[i][j] = (i + 1) * (j + 1);
    printf("Master %d of %d on %s has created list: ", id, numProcesses, host);
    printRows(rows, numProcesses);
  } else {
    printf("Worker Process %d of %d on %s starts with None\n", id, numProcesses, host);
  }

  MPI_Scatter(rows, COLUMNS, MPI_INT, mine, COLUMNS, MPI_INT, 0, MPI_COMM_WORLD);

  printf("Process %d of %d on %s has result after scatter ", id, numProcesses, host);
  printRow(mine);
  printf("\n");
  if (id == 0) {
    printf("Master %d of %d on %s has original list after scatter: ", id, numProcesses, host);
    printRows(rows, numProcesses);
    free(rows);
  }

  MPI_Finalize();
  return 0;
}
