/* Eight messages of one number each: slow, but the result is right. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	int rank, np, len, k, mine[8], theirs[8], pal;
	char host[MPI_MAX_PROCESSOR_NAME];

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);

	if (np % 2) {
		if (rank == 0)
			puts("Please run this program with the number of processes positive and even");
		MPI_Finalize();
		return 0;
	}
	pal = rank ^ 1;
	for (k = 0; k < 8; k++) {
		mine[k] = rank + k;
		if (rank & 1) {
			MPI_Send(&mine[k], 1, MPI_INT, pal, k, MPI_COMM_WORLD);
			MPI_Recv(&theirs[k], 1, MPI_INT, pal, k, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
		} else {
			MPI_Recv(&theirs[k], 1, MPI_INT, pal, k, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
			MPI_Send(&mine[k], 1, MPI_INT, pal, k, MPI_COMM_WORLD);
		}
	}
	printf("Process %d of %d on %s computed [", rank, np, host);
	for (k = 0; k < 7; k++)
		printf("%d, ", mine[k]);
	printf("%d] and received [", mine[7]);
	for (k = 0; k < 7; k++)
		printf("%d, ", theirs[k]);
	printf("%d]\n", theirs[7]);
	MPI_Finalize();
	return 0;
}
