/* The master works on its part where it is, with MPI_IN_PLACE; floating-point numbers. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static void line(const char *title, int rank, int np, const char *host, const char *what,
                 const double *v, int n)
{
	printf("%s %d of %d on %s has %s", title, rank, np, host, what);
	for (int i = 0; i < n; i++)
		printf("%s%.0f", i ? ", " : " [", v[i]);
	puts("]");
}

int main(int argc, char **argv)
{
	int rank, np, len;
	char host[MPI_MAX_PROCESSOR_NAME];
	double own[3], *all, *part = own;

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);
	all = malloc(3 * np * sizeof *all);
	if (rank == 0) {
		part = all;
		for (int i = 0; i < 3 * np; i++)
			all[i] = i + 1;
		line("Master", rank, np, host, "created array:", all, 3 * np);
		MPI_Scatter(all, 3, MPI_DOUBLE, MPI_IN_PLACE, 3, MPI_DOUBLE, 0, MPI_COMM_WORLD);
		line("Master", rank, np, host, "original array after Scatter:", all, 3 * np);
	} else {
		printf("Worker Process %d of %d on %s starts with None\n", rank, np, host);
		MPI_Scatter(NULL, 0, MPI_DOUBLE, own, 3, MPI_DOUBLE, 0, MPI_COMM_WORLD);
	}
	line("Process", rank, np, host, "smaller part after Scatter", part, 3);
	for (int i = 0; i < 3; i++)
		part[i] = 10 * part[i];
	line("Process", rank, np, host, "smaller part after work", part, 3);
	if (rank == 0) {
		MPI_Gather(MPI_IN_PLACE, 3, MPI_DOUBLE, all, 3, MPI_DOUBLE, 0, MPI_COMM_WORLD);
		line("Master", rank, np, host, "new data array after Gather:", all, 3 * np);
	} else {
		MPI_Gather(own, 3, MPI_DOUBLE, NULL, 0, MPI_DOUBLE, 0, MPI_COMM_WORLD);
	}
	free(all);
	MPI_Finalize();
	return 0;
}
