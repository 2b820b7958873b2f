/* SPDX-License-Identifier: MIT */
/* Every rank writes so many megabytes. */
#include <mpi.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    static char block[1 << 20];
    MPI_Init(&argc, &argv);
    memset(block, 'x', sizeof block);
    for (int i = 79; i < (int)sizeof block; i += 80)
        block[i] = '\n';
    for (int i = argc > 1 ? atoi(argv[1]) : 0; i > 0; i--)
        for (size_t done = 0; done < sizeof block;) {
            ssize_t some = write(1, block + done, sizeof block - done);
            if (some <= 0)
                abort();
            done += (size_t)some;
        }
    MPI_Finalize();
    return 0;
}
