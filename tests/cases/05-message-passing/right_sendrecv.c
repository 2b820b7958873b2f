#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    int id, numProcesses, length;
    char hostName[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &numProcesses);
    MPI_Get_processor_name(hostName, &length);

    if (numProcesses % 2 != 0)
    {
        if (id == 0)
        {
            printf("Please run this program with the number of processes positive and even\n");
        }
    }
    else
    {
        int sendValue = id, receivedValue = -1;
        int partner = id ^ 1; /* flips the last bit */
        MPI_Sendrecv(&sendValue, 1, MPI_INT, partner, 0, &receivedValue, 1, MPI_INT, partner, 0,
                     MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        printf("Process %d of %d on %s computed %d and received %d\n", id, numProcesses, hostName,
               sendValue, receivedValue);
    }

    MPI_Finalize();
    return 0;
}
