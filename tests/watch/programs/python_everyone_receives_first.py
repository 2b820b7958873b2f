# SPDX-License-Identifier: MIT
# np 2
# expect deadlock 0 1
from mpi4py import MPI

comm = MPI.COMM_WORLD
other = comm.Get_rank() ^ 1
print(comm.recv(source=other))  # stuck 0 1
comm.send("hello", dest=other)
