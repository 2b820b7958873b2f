# SPDX-License-Identifier: MIT
# Prints for ever.
from mpi4py import MPI

while MPI.COMM_WORLD.Get_rank() == 0:
    print("x" * 100000)
