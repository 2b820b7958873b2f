# SPDX-License-Identifier: MIT
"""Parallel loop in chunks of 1. The handout says what to do."""
from mpi4py import MPI

REPS = 8


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: when there are more processes than iterations, let rank 0 say so.
    # Otherwise perform iterations rank, rank + process_count, ... below REPS.


main()
