# SPDX-License-Identifier: MIT
"""SPMD: every process greets. The handout says what to do."""
from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: print the greeting of this process.


main()
