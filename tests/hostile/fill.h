/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <mpi.h>
#include <stdio.h>
#include <unistd.h>

/* Makes files of 8 MB until no more can be made. */
static int fill(const char *folder) {
    static char block[8 << 20];
    for (int i = 0; i < 1000; i++) {
        char path[64];
        snprintf(path, sizeof path, "%s/fill-%d", folder, i);
        int fd = open(path, O_WRONLY | O_CREAT, 0600);
        if (fd < 0 || write(fd, block, sizeof block) != (int)sizeof block) {
            (void)!write(fd, block, sizeof block);
            perror(folder);
            return 6;
        }
        close(fd);
    }
    return 0;
}

/* Rank 1 fills a folder, the others wait for it. */
static int fill_on_rank_1(int argc, char **argv, const char *folder) {
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 1)
        return fill(folder);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}
