/* SPDX-License-Identifier: MIT */
/* Broadcast of user input: what one process was told, all must know.
 *
 * A program should read its input in one place, since the processes may run on machines that see
 * neither the same files nor the same terminal. The master reads the string and broadcasts it. The
 * workers cannot know how long it is, so two broadcasts are needed: first the length, then the
 * characters.
 *
 * What happens: the master takes the string from the command line, the workers start with "No
 * data", and after the broadcast all have the master's string. With one process, or without a
 * string, rank 0 says what is missing and all processes end.
 *
 * Try: mpirun -np 4 ./09-broadcast-user-input "hello, world", with 1 to 8 processes and strings of
 * your own; leave out the quotation marks; leave out the string. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MASTER 0

static char *new_buffer(int size) {
    char *buffer = malloc((size_t)size);
    if (buffer == NULL)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    return buffer;
}

/* Every process calls this; the master with its text, the others with NULL. The caller frees. */
static char *broadcast_text(const char *masters_text) {
    int size = masters_text != NULL ? (int)strlen(masters_text) + 1 : 0;
    MPI_Bcast(&size, 1, MPI_INT, MASTER, MPI_COMM_WORLD);

    char *text = new_buffer(size);
    if (masters_text != NULL)
        memcpy(text, masters_text, (size_t)size);
    MPI_Bcast(text, size, MPI_CHAR, MASTER, MPI_COMM_WORLD);
    return text;
}

static void broadcast_and_print(const char *input, int rank, int process_count, const char *host) {
    if (rank == MASTER)
        printf("Master Process %d of %d on %s broadcasts \"%s\"\n", rank, process_count, host,
               input);
    else
        printf("Worker Process %d of %d on %s starts with \"No data\"\n", rank, process_count,
               host);

    char *data = broadcast_text(rank == MASTER ? input : NULL);
    printf("Process %d of %d on %s has \"%s\" after the broadcast\n", rank, process_count, host,
           data);
    free(data);
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    if (process_count > 1 && argc > 1)
        broadcast_and_print(argv[1], rank, process_count, host);
    else if (process_count == 1)
        printf("Please run this program with the number of processes greater than 1\n");
    else if (rank == MASTER)
        printf("Please add a string to be broadcast from master to workers\n");

    MPI_Finalize();
    return 0;
}
