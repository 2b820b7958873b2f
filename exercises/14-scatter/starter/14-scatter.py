# SPDX-License-Identifier: MIT
"""Scatter: the master deals out lists. The handout says what to do."""
from mpi4py import MPI

LIST_SIZE = 3


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: rank 0 makes one list for each process, the i-th with (i + 1) times 1, 2 and 3, and
    # prints them; the others start with None. Scatter the lists, let every process print its own,
    # and let rank 0 print the original again.


main()
