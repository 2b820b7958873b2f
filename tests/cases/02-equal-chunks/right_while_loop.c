#include <stdio.h>
#include <mpi.h>
#ifndef REPS
#define REPS 8
#endif

int main(int argc, char **argv)
{
	int rank, np, len, begin, end;
	char host[MPI_MAX_PROCESSOR_NAME];

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);

	if (!((REPS % np) == 0 && np <= REPS)) {
		if (!rank)
			printf("Please run with number of processes divisible by and "
			       "less than or equal to %d.\n", REPS);
		goto out;
	}

	begin = REPS * rank / np;
	end = REPS * (rank + 1) / np;
	while (begin != end) {
		printf("On %s: Process %d is performing iteration %d\n", host, rank, begin);
		begin = begin + 1;
	}
out:
	MPI_Finalize();
	return 0;
}
