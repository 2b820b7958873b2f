#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	int rank;
	double sq, least, prod;

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	sq = (rank + 1.0) * (rank + 1.0);
	MPI_Reduce(&sq, &prod, 1, MPI_DOUBLE, MPI_PROD, 0, MPI_COMM_WORLD);
	MPI_Reduce(&sq, &least, 1, MPI_DOUBLE, MPI_MIN, 0, MPI_COMM_WORLD);
	if (rank == 0) {
		printf("The min of the squares is %.0f\n", least);
		printf("The product of the squares is %.0f\n", prod);
	}
	MPI_Finalize();
	return 0;
}
