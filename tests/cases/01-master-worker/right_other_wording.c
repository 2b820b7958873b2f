#include <mpi.h>
#include <stdio.h>

static void boss(int id, int n, char *host) {
    printf("[%s] Hello, I am the MASTER: process %d out of %d\n", host, id, n);
}

static void worker(int id, int n, char *host) {
    printf("[%s] Hello, I am a WORKER: process %d out of %d\n", host, id, n);
}

int main(int argc, char *argv[]) {
    int id, n, len;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &id);
    MPI_Comm_size(MPI_COMM_WORLD, &n);
    MPI_Get_processor_name(host, &len);
    if (id != 0)
        worker(id, n, host);
    else
        boss(id, n, host);
    MPI_Finalize();
    return 0;
}
