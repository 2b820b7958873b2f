# SPDX-License-Identifier: MIT
"""Reduction of Python lists: what + and max mean for lists.

reduce() works with any Python object and uses Python's own operations. For lists, + joins and max()
compares like words in a dictionary: first element against first element, the next only when these are
equal. So SUM gives one long list in the order of the ranks, and MAX one of the given lists. The C
program of the same name works element by element instead.

What happens: process r makes the list r, 2r, 3r, 4r, 5r. Rank 0 prints the greatest list and all lists
joined.

Try: run with 1 to 4 processes. Then sum element by element, with numpy arrays or with a function of
your own in place of MPI.SUM.
"""
from mpi4py import MPI

MASTER = 0
LIST_SIZE = 5


def main():
    comm = MPI.COMM_WORLD
    rank = comm.Get_rank()
    own = [rank * factor for factor in range(1, LIST_SIZE + 1)]

    greatest = comm.reduce(own, op=MPI.MAX, root=MASTER)
    joined = comm.reduce(own, op=MPI.SUM, root=MASTER)

    if rank == MASTER:
        print(f"The resulting reduce max list is {greatest}")
        print(f"The resulting reduce sum list is {joined}")


main()
