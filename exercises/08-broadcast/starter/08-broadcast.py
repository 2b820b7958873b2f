# SPDX-License-Identifier: MIT
"""Broadcast of a dictionary. The handout says what to do."""
from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: when there is only one process, say so. Otherwise:
    # the master has {'one': 1, 'two': 2, 'three': 3}, the workers start with {}. Print it,
    # broadcast it from the master to all, and print it again. What does bcast() return?


main()
