/* SPDX-License-Identifier: MIT */
/* Dynamic load balance: whoever is done gets the next task. The handout says what to do. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MASTER 0
#define TASKS_PER_WORKER 4
#define LONGEST_TASK 8
#define STOP (-1)

/* A task takes 1 to LONGEST_TASK units of time; one unit is a millisecond. */
static int random_task(void) {
    return rand() % LONGEST_TASK + 1;
}

static void do_task(int task) {
    usleep((unsigned)task * 1000);
}

static void manage(int worker_count) {
    /* TODO: create TASKS_PER_WORKER * worker_count tasks with random_task() and print them. Send
     * one to each worker. Whenever any worker (MPI_ANY_SOURCE) answers, send that worker the next
     * task; when no task is left, send STOP to each worker that answers. */
    (void)worker_count;
    (void)random_task;
}

static void work(int rank) {
    /* TODO: receive a task, do it with do_task() and send it back as the answer, until STOP comes.
     */
    (void)rank;
    (void)do_task;
}

int main(int argc, char *argv[]) {
    int rank, process_count;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &process_count);

    if (rank == MASTER)
        manage(process_count - 1);
    else
        work(rank);

    MPI_Finalize();
    return 0;
}
