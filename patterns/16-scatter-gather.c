/* SPDX-License-Identifier: MIT */
/* Scatter, work, gather: the whole way of a data-parallel program.
 *
 * The master deals out its data, every process works on its own part, and the master puts the parts
 * together again. All work at the same time and need no message in between; the more work there is
 * on each number, the better this pays.
 *
 * What happens: the master makes the array 1 ... 3P. Each process gets three numbers, multiplies
 * them by ten, and the master gathers the new array. The workers have nothing (None) before the
 * scatter.
 *
 * Try: run with 2 to 8 processes. Where would the result end up if ranks did not keep their order?
 * Let each process multiply by its rank instead and predict the new array. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define MASTER 0
#define PART_SIZE 3

struct process {
    int rank, count; /* of how many */
    char host[MPI_MAX_PROCESSOR_NAME];
};

/* Prints one line such as "Master 0 of 4 on host has created array: [1, 2, 3]". */
static void print_array(const char *who, const struct process *process, const char *what,
                        const int *items, int count) {
    printf("%s %d of %d on %s has %s ", who, process->rank, process->count, process->host, what);
    printf("[");
    for (int i = 0; i < count; i++)
        printf(i == 0 ? "%d" : ", %d", items[i]);
    printf("]\n");
}

static int *new_array(int count) {
    int *items = malloc((size_t)count * sizeof *items);
    if (items == NULL)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    return items;
}

static void count_from_one(int *items, int count) {
    for (int i = 0; i < count; i++)
        items[i] = i + 1;
}

static void multiply_by_ten(int *items, int count) {
    for (int i = 0; i < count; i++)
        items[i] *= 10;
}

/* Returns the master's array, NULL at the workers. */
static int *create_data(const struct process *process, int total) {
    if (process->rank != MASTER) {
        printf("Worker Process %d of %d on %s starts with None\n", process->rank, process->count,
               process->host);
        return NULL;
    }
    int *data = new_array(total);
    count_from_one(data, total);
    print_array("Master", process, "created array:", data, total);
    return data;
}

static void scatter_work_gather(const struct process *process) {
    int total = PART_SIZE * process->count;
    int part[PART_SIZE];
    int *data = create_data(process, total);

    MPI_Scatter(data, PART_SIZE, MPI_INT, part, PART_SIZE, MPI_INT, MASTER, MPI_COMM_WORLD);
    if (process->rank == MASTER)
        print_array("Master", process, "original array after Scatter:", data, total);
    print_array("Process", process, "smaller part after Scatter", part, PART_SIZE);

    multiply_by_ten(part, PART_SIZE);
    print_array("Process", process, "smaller part after work", part, PART_SIZE);

    int *result = process->rank == MASTER ? new_array(total) : NULL;
    MPI_Gather(part, PART_SIZE, MPI_INT, result, PART_SIZE, MPI_INT, MASTER, MPI_COMM_WORLD);
    if (process->rank == MASTER)
        print_array("Master", process, "new data array after Gather:", result, total);

    free(result);
    free(data);
}

int main(int argc, char *argv[]) {
    struct process process;
    int name_length;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &process.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process.count);
    MPI_Get_processor_name(process.host, &name_length);

    scatter_work_gather(&process);

    MPI_Finalize();
    return 0;
}
