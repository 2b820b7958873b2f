/* Tells a worker to stop by a tag; the value -1 is sent along for the print. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define WORK 1
#define STOP 2

void master(int numWorkers) {
  int n = 4 * numWorkers, sent = 0, answers = 0, value;
  MPI_Status status;
  int *times = malloc((n + 1) * sizeof(int));

  srand(1000);
  for (int i = 0; i < n; i++) times[i] = rand() % 8 + 1;
  printf("master created %d values for sleep times:\n[", n);
  for (int i = 0; i < n; i++) printf(i ? ", %d" : "%d", times[i]);
  printf("]\n");

  printf("master sending first tasks\n");
  for (int w = 1; w <= numWorkers; w++) {
    MPI_Send(&times[sent], 1, MPI_INT, w, WORK, MPI_COMM_WORLD);
    printf("master sent %d to %d\n", times[sent], w);
    sent++;
  }

  while (answers < n) {
    MPI_Recv(&value, 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
    answers++;
    if (sent < n) {
      printf("master received %d from %d\n", value, status.MPI_SOURCE);
      MPI_Send(&times[sent], 1, MPI_INT, status.MPI_SOURCE, WORK, MPI_COMM_WORLD);
      printf("master sent %d to %d\n", times[sent], status.MPI_SOURCE);
      sent++;
    } else {
      printf("end: master received %d from %d\n", value, status.MPI_SOURCE);
      value = -1;
      MPI_Send(&value, 1, MPI_INT, status.MPI_SOURCE, STOP, MPI_COMM_WORLD);
    }
  }
  free(times);
}

void worker(int id) {
  int t;
  MPI_Status status;
  do {
    MPI_Recv(&t, 1, MPI_INT, 0, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
    printf("worker %d got %d\n", id, t);
    if (status.MPI_TAG == WORK) {
      usleep(t * 1000);
      MPI_Send(&t, 1, MPI_INT, 0, WORK, MPI_COMM_WORLD);
    }
  } while (status.MPI_TAG != STOP);
  printf("worker %d dying\n", id);
}

int main(int argc, char **argv) {
  int id, numProcesses;
  MPI_Init(&argc, &argv);
  MPI_Comm_rank(MPI_COMM_WORLD, &id);
  MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
  if (id == 0)
    master(numProcesses - 1);
  else
    worker(id);
  MPI_Finalize();
  return 0;
}
