# SPDX-License-Identifier: MIT
"""Chunks of 1 of 16 iterations. The handout says what to do."""
from mpi4py import MPI

REPS = 8


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: change REPS to 16 and put your loop of 03-chunks-of-1 here.
    # Is there any other 8 in your program that means REPS?


main()
