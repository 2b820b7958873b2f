#include <mpi.h>
#include <stdio.h>
#define SMALL_LIST_SIZE 5
#define N SMALL_LIST_SIZE

static void show(const int *v)
{
	for (int i = 0; i < N; i++)
		printf("%c%s%d", i ? ',' : '[', i ? " " : "", v[i]);
	printf("]");
}

int main(int argc, char **argv)
{
	int rank, np, len, v[N];
	char host[MPI_MAX_PROCESSOR_NAME];

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);
	for (int i = 0; i < N; i++)
		v[i] = (i + 1) * rank * 10;
	printf("Process %d of %d on %s starts with ", rank, np, host);
	show(v);
	printf("\n");
	int all[N * np];
	MPI_Gather(v, N, MPI_INT, all, N, MPI_INT, 0, MPI_COMM_WORLD);
	if (rank == 0) {
		printf("Process %d of %d on %s has result after gather [", rank, np, host);
		for (int p = 0; p < np; p++) {
			if (p)
				printf(", ");
			show(&all[p * N]);
		}
		printf("]\n");
	}
	MPI_Finalize();
	return 0;
}
