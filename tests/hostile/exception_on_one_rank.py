# SPDX-License-Identifier: MIT
# An exception that nobody catches.
from mpi4py import MPI

comm = MPI.COMM_WORLD
numbers = [1, 2]
if comm.Get_rank() == 1:
    print(numbers[5])
comm.Barrier()
