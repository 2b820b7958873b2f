/* SPDX-License-Identifier: MIT */
/* Dynamic load balance: whoever is done gets the next task.
 *
 * When tasks take unequal time, dealing them out beforehand leaves some processes idle while others
 * still work. Here the master keeps the tasks. It gives one to each worker, then waits for any
 * worker to answer (MPI_ANY_SOURCE) and gives that one the next task. A slow worker simply gets
 * fewer. When no task is left, each worker that answers is told to stop.
 *
 * What happens: a task is a number of time units, 1 to 8, which a worker spends sleeping; there are
 * four for each worker. Their sizes look random but are the same in every run. Who does which task
 * is not: that depends on who is done first. With one process there is no worker and so no task.
 *
 * Try: run with 4 and with 8 processes. Count the lines that end with "from 1", "from 2" ...: which
 * worker does the most tasks, and is it the one that sleeps longest? Run again: what changes?
 * Compile with -DTIME_UNIT_MS=1000 to watch it. */
#define _POSIX_C_SOURCE 200809L /* nanosleep() */

#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifndef TIME_UNIT_MS
#define TIME_UNIT_MS 1
#endif

#define MASTER 0
#define TASKS_PER_WORKER 4
#define LONGEST_TASK 8
#define STOP (-1)
#define TAG 1

static void send_number(int number, int destination) {
    MPI_Send(&number, 1, MPI_INT, destination, TAG, MPI_COMM_WORLD);
}

/* `ret_source` tells who sent it; NULL when that is not asked. */
static int receive_number(int source, int *ret_source) {
    int number;
    MPI_Status status;

    MPI_Recv(&number, 1, MPI_INT, source, TAG, MPI_COMM_WORLD, &status);
    if (ret_source != NULL)
        *ret_source = status.MPI_SOURCE;
    return number;
}

/* ---- the master ---- */

/* A linear congruential generator: the next number follows from the one before. */
static int next_task_size(unsigned *state) {
    *state = *state * 1103515245U + 12345U;
    return (int)(*state / 65536U % LONGEST_TASK) + 1;
}

static int *new_tasks(int count) {
    int *tasks = malloc((size_t)(count + 1) * sizeof *tasks); /* + 1: never empty */
    if (tasks == NULL)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    unsigned state = 17;
    for (int i = 0; i < count; i++)
        tasks[i] = next_task_size(&state);
    return tasks;
}

static void print_tasks(const int *tasks, int count) {
    printf("master created %d values for sleep times:\n[", count);
    for (int i = 0; i < count; i++)
        printf(i == 0 ? "%d" : ", %d", tasks[i]);
    printf("]\n");
}

static void send_task(int task, int worker) {
    send_number(task, worker);
    printf("master sent %d to %d\n", task, worker);
}

static void manage(int worker_count) {
    int task_count = TASKS_PER_WORKER * worker_count;
    int *tasks = new_tasks(task_count);
    int next = 0;
    print_tasks(tasks, task_count);

    printf("master sending first tasks\n");
    for (int worker = 1; worker <= worker_count; worker++)
        send_task(tasks[next++], worker);

    while (next < task_count) {
        int worker;
        int done = receive_number(MPI_ANY_SOURCE, &worker);
        printf("master received %d from %d\n", done, worker);
        send_task(tasks[next++], worker);
    }

    for (int working = worker_count; working > 0; working--) {
        int worker;
        int done = receive_number(MPI_ANY_SOURCE, &worker);
        printf("end: master received %d from %d\n", done, worker);
        send_number(STOP, worker);
    }
    free(tasks);
}

/* ---- the workers ---- */

static void sleep_units(int units) {
    long milliseconds = (long)units * TIME_UNIT_MS;
    struct timespec duration = {
        .tv_sec = milliseconds / 1000,
        .tv_nsec = milliseconds % 1000 * 1000000,
    };
    nanosleep(&duration, NULL);
}

static void work(int rank) {
    for (;;) {
        int task = receive_number(MASTER, NULL);
        printf("worker %d got %d\n", rank, task);
        if (task == STOP)
            break;
        sleep_units(task);
        send_number(task, MASTER);
    }
    printf("worker %d dying\n", rank);
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
