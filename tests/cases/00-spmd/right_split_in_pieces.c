/* One greeting for each process; the line is put together from several prints. */
#include <stdio.h>
#include "mpi.h"

int main(int argc, char **argv)
{
	int me, total, len;
	char name[MPI_MAX_PROCESSOR_NAME];

	MPI_Init(&argc, &argv);
	MPI_Comm_size(MPI_COMM_WORLD, &total);
	MPI_Comm_rank(MPI_COMM_WORLD, &me);
	MPI_Get_processor_name(name, &len);

	printf("Greetings from ");
	printf("process %d ", me);
	printf("of %d ", total);
	printf("on %s\n", name);

	MPI_Finalize();
}
