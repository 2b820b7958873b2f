# SPDX-License-Identifier: MIT
"""Scatter, work, gather. The handout says what to do."""
from mpi4py import MPI

PART_SIZE = 3


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: rank 0 makes the array 1, 2, ... PART_SIZE * process_count. Scatter it, multiply each
    # part by ten, and gather the parts into a new array. Print each step as the handout shows.


main()
