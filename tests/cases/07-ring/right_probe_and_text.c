#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* writes the list into a string: "[0, 1, 2]" */
static char *text(const int *v, int n)
{
	static char line[2][4096];
	static int turn;
	char *p = line[turn ^= 1];
	int used = sprintf(p, "[");
	for (int i = 0; i < n; i++)
		used += sprintf(p + used, "%s%d", i ? ", " : "", v[i]);
	strcpy(p + used, "]");
	return p;
}

int main(int argc, char **argv)
{
	int rank, np, len, n;
	char host[MPI_MAX_PROCESSOR_NAME];
	MPI_Status st;

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);

	if (np == 1) {
		puts("Please run this program with the number of processes greater than 1");
	} else {
		int next = rank == np - 1 ? 0 : rank + 1;
		int prev = rank == 0 ? np - 1 : rank - 1;
		int *v = malloc(sizeof(int) * (np + 1));
		if (rank == 0) {
			v[0] = 0;
			printf("Master Process 0 of %d on %s sent %s\n", np, host, text(v, 1));
			MPI_Send(v, 1, MPI_INT, next, 7, MPI_COMM_WORLD);
		}
		MPI_Probe(prev, 7, MPI_COMM_WORLD, &st);
		MPI_Get_count(&st, MPI_INT, &n);
		MPI_Recv(v, n, MPI_INT, prev, 7, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
		if (rank == 0) {
			printf("Master Process 0 of %d on %s received %s\n", np, host, text(v, n));
		} else {
			v[n] = rank;
			printf("Worker Process %d of %d on %s received %s and sent %s\n", rank, np, host,
			       text(v, n), text(v, n + 1));
			MPI_Send(v, n + 1, MPI_INT, next, 7, MPI_COMM_WORLD);
		}
		free(v);
	}
	MPI_Finalize();
	return 0;
}
