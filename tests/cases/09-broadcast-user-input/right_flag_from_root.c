/* Only the root looks at the command line; it tells the others by a length of -1 that there is none. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int rank, np;
static char host[MPI_MAX_PROCESSOR_NAME];

static char *share(const char *text)
{
	int n = text ? (int)strlen(text) : -1;
	char *copy = NULL;

	MPI_Bcast(&n, 1, MPI_INT, 0, MPI_COMM_WORLD);
	if (n >= 0) {
		copy = calloc((size_t)n + 1, 1);
		if (rank == 0)
			strcpy(copy, text);
		MPI_Bcast(copy, n, MPI_CHAR, 0, MPI_COMM_WORLD);
	}
	return copy;
}

int main(int argc, char **argv)
{
	int len;
	char *got;

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);

	if (np < 2) {
		puts("Please run this program with the number of processes greater than 1");
		goto end;
	}
	if (rank == 0 && argc < 2)
		puts("Please add a string to be broadcast from master to workers");
	if (rank == 0 && argc > 1)
		printf("Master Process 0 of %d on %s broadcasts \"%s\"\n", np, host, argv[1]);
	got = share(rank == 0 && argc > 1 ? argv[1] : NULL);
	if (got) {
		if (rank)
			printf("Worker Process %d of %d on %s starts with \"No data\"\n", rank, np, host);
		printf("Process %d of %d on %s has \"%s\" after the broadcast\n", rank, np, host, got);
	}
	free(got);
end:
	MPI_Finalize();
	return 0;
}
