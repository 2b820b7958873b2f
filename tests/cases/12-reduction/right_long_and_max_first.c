#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	int rank;
	long sq, max = -1, sum = -1;

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	sq = (long)(rank + 1) * (rank + 1);
	MPI_Allreduce(&sq, &max, 1, MPI_LONG, MPI_MAX, MPI_COMM_WORLD);
	MPI_Allreduce(&sq, &sum, 1, MPI_LONG, MPI_SUM, MPI_COMM_WORLD);
	if (!rank)
		printf("The max of the squares is %ld\nThe sum of the squares is %ld\n", max, sum);
	MPI_Finalize();
	return 0;
}
