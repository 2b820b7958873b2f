# SPDX-License-Identifier: MIT
"""Master and workers. The handout says what to do."""
from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: let rank 0 greet as the master, every other process as a worker.


main()
