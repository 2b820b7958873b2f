#include <stdio.h>
#include <stdlib.h>
#include <mpi.h>
#define REPS 16

static void quit(void)
{
	MPI_Finalize();
	exit(0);
}

int main(int argc, char **argv)
{
	int rank, np, len, i;
	char host[MPI_MAX_PROCESSOR_NAME];

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);

	if (np > REPS && rank == 0)
		printf("Please run with number of processes less than or equal to %d.\n", REPS);
	if (np > REPS)
		quit();

	i = rank;
	do {
		printf("On %s: Process %d is performing iteration %d\n", host, rank, i);
		i += np;
	} while (i < REPS);
	quit();
}
