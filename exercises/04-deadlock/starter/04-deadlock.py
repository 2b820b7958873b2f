# SPDX-License-Identifier: MIT
"""Message passing that deadlocks: with an even number of processes this program never ends (stop it
with Ctrl-C). The handout says what to do."""
from mpi4py import MPI

MASTER = 0


def partner_of(rank):
    return rank + 1 if rank % 2 == 0 else rank - 1


# TODO: mend this function. At which call does each of the two partners stand for ever?
def exchange_with(comm, partner, sent):
    received = comm.recv(source=partner)
    comm.send(sent, dest=partner)
    return received


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    process_count = comm.Get_size()
    host = MPI.Get_processor_name()

    if process_count % 2 == 0:
        sent = rank
        received = exchange_with(comm, partner_of(rank), sent)
        print(f"Process {rank} of {process_count} on {host}"
              f" computed {sent} and received {received}")
    elif rank == MASTER:
        print("Please run this program with the number of processes positive and even")


main()
