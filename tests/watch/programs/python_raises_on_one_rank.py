# SPDX-License-Identifier: MIT
# np 2
# expect deadlock 0
from mpi4py import MPI

comm = MPI.COMM_WORLD
if comm.Get_rank() == 1:
    raise ValueError("no")
comm.recv(source=1)  # stuck 0
