# SPDX-License-Identifier: MIT
"""Pairs of processes exchange their ranks. The handout says what to do."""
from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: when the number of processes is odd, let rank 0 say so.
    # Otherwise find the partner, exchange ranks with it (odd ranks send first, even ranks receive
    # first) and print what was sent and what was received.


main()
