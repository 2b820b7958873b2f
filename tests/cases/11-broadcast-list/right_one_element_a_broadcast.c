/* Broadcasts the numbers one by one, and a -1 behind the last. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	int rank, np, len, next, n = 0, i;
	int list[1000];
	char host[MPI_MAX_PROCESSOR_NAME];

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);
	if (np == 1) {
		puts("Please run this program with the number of processes greater than 1");
		MPI_Finalize();
		return 0;
	}
	if (rank == 0) {
		printf("Master Process 0 of %d on %s broadcasts [0", np, host);
		for (i = 1; i < np; i++)
			printf(", %d", i);
		puts("]");
	} else {
		printf("Worker Process %d of %d on %s starts with []\n", rank, np, host);
	}
	for (;;) {
		next = n < np ? n : -1;
		if (rank)
			next = -99;
		MPI_Bcast(&next, 1, MPI_INT, 0, MPI_COMM_WORLD);
		if (next < 0)
			break;
		list[n++] = next;
	}
	printf("Process %d of %d on %s has [", rank, np, host);
	for (i = 0; i < n; i++)
		printf("%s%d", i ? ", " : "", list[i]);
	printf("] after the broadcast\n");
	MPI_Finalize();
	return 0;
}
