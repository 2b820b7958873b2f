# SPDX-License-Identifier: MIT
"""Parallel loop in equal chunks. The handout says what to do."""
from mpi4py import MPI

REPS = 8


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: when REPS iterations cannot be cut into equal chunks, let rank 0 say so.
    # Otherwise perform the iterations of this process: where does its chunk start and stop?


main()
