#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static void put(const int *v, int n, int per)
{
	printf("[");
	for (int i = 0; i < n; i++)
		printf("%s[%d, %d, %d]", i ? ", " : "", v[per * i], v[per * i + 1], v[per * i + 2]);
	printf("]\n");
}

int main(int argc, char **argv)
{
	int rank, np, len, own[3];
	int *all, *counts, *starts;
	char host[MPI_MAX_PROCESSOR_NAME];

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);

	all = malloc(sizeof(int) * 3 * np);
	counts = malloc(sizeof(int) * np);
	starts = malloc(sizeof(int) * np);
	for (int i = 0; i < np; i++) {
		counts[i] = 3;
		starts[i] = 3 * i;
	}
	if (rank == 0) {
		for (int i = 0; i < 3 * np; i++)
			all[i] = (i / 3 + 1) * (i % 3 + 1);
		printf("Master 0 of %d on %s has created list: ", np, host);
		put(all, np, 3);
	} else {
		printf("Worker Process %d of %d on %s starts with None\n", rank, np, host);
	}
	MPI_Scatterv(all, counts, starts, MPI_INT, own, 3, MPI_INT, 0, MPI_COMM_WORLD);
	printf("Process %d of %d on %s has result after scatter [%d, %d, %d]\n", rank, np, host, own[0],
	       own[1], own[2]);
	if (rank == 0) {
		printf("Master 0 of %d on %s has original list after scatter: ", np, host);
		put(all, np, 3);
	}
	free(all);
	free(counts);
	free(starts);
	MPI_Finalize();
	return 0;
}
