# SPDX-License-Identifier: MIT
"""Reduction of lists. The handout says what to do."""
from mpi4py import MPI

LIST_SIZE = 5


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()

    # TODO: make the list of LIST_SIZE multiples of the rank, reduce it to rank 0 by MAX and by
    # SUM, and let rank 0 print both results.


main()
