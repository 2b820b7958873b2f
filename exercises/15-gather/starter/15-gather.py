# SPDX-License-Identifier: MIT
"""Gather: the master collects lists. The handout says what to do."""
from mpi4py import MPI

SMALL_LIST_SIZE = 3


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: make the list 10 * rank, 20 * rank, ... of SMALL_LIST_SIZE numbers and print it.
    # Gather the lists to rank 0 and let it print the result.


main()
