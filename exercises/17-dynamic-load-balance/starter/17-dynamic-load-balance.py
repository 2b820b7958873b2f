# SPDX-License-Identifier: MIT
"""Dynamic load balance: whoever is done gets the next task. The handout says what to do."""
import random
import time

from mpi4py import MPI

MASTER = 0
TASKS_PER_WORKER = 4
LONGEST_TASK = 8
STOP = -1


def random_task():
    """A task takes 1 to LONGEST_TASK units of time."""
    return random.randint(1, LONGEST_TASK)


def do_task(task):
    """One unit of time is ten milliseconds."""
    time.sleep(0.01 * task)


def manage(comm, worker_count):
    # TODO: create TASKS_PER_WORKER * worker_count tasks with random_task() and print them. Send one
    # to each worker. Whenever any worker (MPI.ANY_SOURCE) answers, send that worker the next task;
    # when no task is left, send STOP to each worker that answers.
    pass


def work(comm, rank):
    # TODO: receive a task, do it with do_task() and send it back as the answer, until STOP comes.
    pass


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    if rank == MASTER:
        manage(comm, comm.Get_size() - 1)
    else:
        work(comm, rank)


main()
