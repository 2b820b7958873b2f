# SPDX-License-Identifier: MIT
"""Broadcast of a list. The handout says what to do."""
from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: when there is only one process, say so. Otherwise:
    # the master has the list of all numbers below process_count, the workers have []. Print it,
    # broadcast it and print it again.


main()
