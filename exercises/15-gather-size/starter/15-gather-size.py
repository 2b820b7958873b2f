# SPDX-License-Identifier: MIT
"""Gather of longer lists. The handout says what to do."""
from mpi4py import MPI

SMALL_LIST_SIZE = 3


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: change SMALL_LIST_SIZE to 5. Then, as in 15-gather:
    # make the list 10 * rank, 20 * rank, ... of SMALL_LIST_SIZE numbers and print it. Gather the
    # lists to rank 0 and let it print the result.


main()
