# SPDX-License-Identifier: MIT
"""A list travels round a ring of processes. The handout says what to do."""
from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    # TODO: when there is only one process, say so. Otherwise:
    # rank 0 sends the list [0] to rank 1 and prints it; at the end it receives and prints the
    # whole list. Every other process receives the list from the rank before it, appends its own
    # rank, sends the list on, and prints what it received and what it sent. Who closes the ring?


main()
