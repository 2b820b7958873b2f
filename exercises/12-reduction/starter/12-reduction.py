# SPDX-License-Identifier: MIT
"""Reduction of squares. The handout says what to do."""
from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()

    # TODO: compute the square of rank + 1, reduce it to rank 0 by SUM and by MAX, and let rank 0
    # print both results.


main()
