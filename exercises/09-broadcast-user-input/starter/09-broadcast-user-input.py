# SPDX-License-Identifier: MIT
"""Broadcast of a string from the command line. The handout says what to do."""
from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: when there is only one process, or no string in sys.argv[1], let rank 0 say so.
    # Otherwise:
    # the master takes the string from the command line, the workers start with "No data". Print
    # it in double quotes, broadcast it and print it again.


main()
