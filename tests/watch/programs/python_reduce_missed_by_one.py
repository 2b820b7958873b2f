# SPDX-License-Identifier: MIT
# np 3
# expect deadlock 0 1 2
from mpi4py import MPI

comm = MPI.COMM_WORLD
if comm.Get_rank() == 1:
    comm.recv(source=0)  # stuck 1
else:
    comm.reduce(1, root=0)  # stuck 0 2
