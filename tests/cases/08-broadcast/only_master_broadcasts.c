/* The workers never call MPI_Bcast, so nothing reaches them. */
#include <mpi.h>
#include <stdio.h>

struct pair { char key[8]; int value; };
struct dict { int n; struct pair p[3]; };

void show(struct dict *d) {
    printf("{");
    for (int i = 0; i < d->n; i++)
        printf("%s'%s': %d", i ? ", " : "", d->p[i].key, d->p[i].value);
    printf("}");
}

int main(int argc, char *argv[]) {
    int rank, size, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    struct dict d = {0};
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &len);
    if (size == 1) {
        printf("Please run this program with the number of processes greater than 1\n");
    } else {
        if (rank == 0) {
            struct dict full = {3, {{"one", 1}, {"two", 2}, {"three", 3}}};
            d = full;
            printf("Master Process %d of %d on %s broadcasts ", rank, size, host);
            show(&d);
            printf("\n");
            MPI_Bcast(&d, sizeof d, MPI_BYTE, 0, MPI_COMM_WORLD);
        } else {
            printf("Worker Process %d of %d on %s starts with ", rank, size, host);
            show(&d);
            printf("\n");
        }
        printf("Process %d of %d on %s has ", rank, size, host);
        show(&d);
        printf(" after the broadcast\n");
    }
    MPI_Finalize();
    return 0;
}
