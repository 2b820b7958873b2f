# SPDX-License-Identifier: MIT
# Recursion without end.
from mpi4py import MPI


def deeper(depth):
    return deeper(depth + 1) + 1


if MPI.COMM_WORLD.Get_rank() == 1:
    deeper(0)
MPI.COMM_WORLD.Barrier()
