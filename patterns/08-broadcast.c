/* SPDX-License-Identifier: MIT */
/* Broadcast: one process gives the same data to all.
 *
 * Typically the master has read or computed something that everybody needs. MPI_Bcast() is a
 * collective call: all processes make the same call with the same root. At the root it sends, at
 * the others it receives, and the library does it in about log2(P) steps.
 *
 * C has no dictionary; a small array of (word, number) pairs with a count serves as one. The whole
 * structure is broadcast as its bytes, which is right where all processes run on machines of one
 * kind.
 *
 * What happens: the master fills its dictionary, the workers start with an empty one, and after the
 * broadcast all have the same. With one process there is nobody to broadcast to; it says so.
 *
 * Try: run with 1 to 8 processes. Move the MPI_Bcast() into the master's branch: why does the
 * program not end any more? */
#include <mpi.h>
#include <stdio.h>

#define MASTER 0
#define CAPACITY 4

struct entry {
    char word[8];
    int number;
};

struct dictionary {
    int count;
    struct entry entries[CAPACITY];
};

static const struct dictionary empty_dictionary = {0};
static const struct dictionary masters_dictionary = {
    .count = 3,
    .entries = {{"one", 1}, {"two", 2}, {"three", 3}},
};

static void print_dictionary(const struct dictionary *dictionary) {
    printf("{");
    for (int i = 0; i < dictionary->count; i++)
        printf("%s'%s': %d", i == 0 ? "" : ", ", dictionary->entries[i].word,
               dictionary->entries[i].number);
    printf("}");
}

static void show_data_before(const struct dictionary *data, int rank, int process_count,
                             const char *host) {
    if (rank == MASTER)
        printf("Master Process %d of %d on %s broadcasts ", rank, process_count, host);
    else
        printf("Worker Process %d of %d on %s starts with ", rank, process_count, host);
    print_dictionary(data);
    printf("\n");
}

static void show_data_after(const struct dictionary *data, int rank, int process_count,
                            const char *host) {
    printf("Process %d of %d on %s has ", rank, process_count, host);
    print_dictionary(data);
    printf(" after the broadcast\n");
}

int main(int argc, char *argv[]) {
    int rank, process_count, name_length;
    char host[MPI_MAX_PROCESSOR_NAME];

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);
    MPI_Get_processor_name(host, &name_length);

    if (process_count > 1) {
        struct dictionary data = rank == MASTER ? masters_dictionary : empty_dictionary;
        show_data_before(&data, rank, process_count, host);
        MPI_Bcast(&data, sizeof data, MPI_BYTE, MASTER, MPI_COMM_WORLD);
        show_data_after(&data, rank, process_count, host);
    } else {
        printf("Please run this program with the number of processes greater than 1\n");
    }

    MPI_Finalize();
    return 0;
}
