#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    int rank;
    int size;
    int length;
    char where[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(where, &length);

    switch (rank)
    {
    case 0:
        printf("Greetings from the master, %d of %d on %s\n", rank, size, where);
        break;
    default:
        printf("Greetings from a worker, %d of %d on %s\n", rank, size, where);
        break;
    }

    MPI_Finalize();
    return 0;
}
