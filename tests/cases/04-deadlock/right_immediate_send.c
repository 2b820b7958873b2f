/* Mended: the send is started before the receive and finished behind it. */
#include <mpi.h>
#include <stdio.h>

#define SWAP_WITH(rank) ((rank) % 2 ? (rank) - 1 : (rank) + 1)

int main(int argc, char **argv)
{
	int rank, np, len, got = -1;
	MPI_Request sending;
	char host[MPI_MAX_PROCESSOR_NAME];

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);

	if (np % 2 == 0) {
		MPI_Isend(&rank, 1, MPI_INT, SWAP_WITH(rank), 0, MPI_COMM_WORLD, &sending);
		MPI_Recv(&got, 1, MPI_INT, SWAP_WITH(rank), 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
		MPI_Wait(&sending, MPI_STATUS_IGNORE);
		printf("Process %d of %d on %s computed %d and received %d\n", rank, np, host, rank, got);
	} else if (rank == 0) {
		printf("Please run this program with the number of processes positive and even\n");
	}
	return MPI_Finalize();
}
