/* The size of one entry was given in place of the size of the whole dictionary. */
#include <mpi.h>
#include <stdio.h>
#include <string.h>

struct pair { char key[8]; int value; };

void show(struct pair *p, int n) {
    printf("{");
    for (int i = 0; i < n; i++)
        printf("%s'%s': %d", i ? ", " : "", p[i].key, p[i].value);
    printf("}");
}

int main(int argc, char *argv[]) {
    int rank, size, len, n = 0;
    char host[MPI_MAX_PROCESSOR_NAME];
    struct pair p[3] = {{"one", 1}, {"two", 2}, {"three", 3}};
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size == 1) {
        printf("Please run this program with the number of processes greater than 1\n");
    } else {
        if (rank == 0) {
            n = 3;
            printf("Master Process %d of %d on %s broadcasts ", rank, size, host);
        } else {
            memset(p, 0, sizeof p);
            printf("Worker Process %d of %d on %s starts with ", rank, size, host);
        }
        show(p, n);
        printf("\n");
        MPI_Bcast(&n, 1, MPI_INT, 0, MPI_COMM_WORLD);
        MPI_Bcast(p, sizeof *p, MPI_BYTE, 0, MPI_COMM_WORLD);
        printf("Process %d of %d on %s has ", rank, size, host);
        show(p, n);
        printf(" after the broadcast\n");
    }
    MPI_Finalize();
    return 0;
}
