/* Everyone fills the dictionary before the broadcast, so that it brings nothing new. */
#include <mpi.h>
#include <stdio.h>

struct pair { char key[8]; int value; };

void show(struct pair *p) {
    printf("{'%s': %d, '%s': %d, '%s': %d}", p[0].key, p[0].value, p[1].key, p[1].value, p[2].key,
           p[2].value);
}

int main(int argc, char *argv[]) {
    int rank, size, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    struct pair p[3] = {{"one", 1}, {"two", 2}, {"three", 3}};
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size == 1) {
        printf("Please run this program with the number of processes greater than 1\n");
    } else {
        if (rank == 0)
            printf("Master Process %d of %d on %s broadcasts ", rank, size, host);
        else
            printf("Worker Process %d of %d on %s starts with ", rank, size, host);
        show(p);
        printf("\n");
        MPI_Bcast(p, sizeof p, MPI_BYTE, 0, MPI_COMM_WORLD);
        printf("Process %d of %d on %s has ", rank, size, host);
        show(p);
        printf(" after the broadcast\n");
    }
    MPI_Finalize();
    return 0;
}
