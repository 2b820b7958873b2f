import numpy as np
from mpi4py import MPI

comm = MPI.COMM_WORLD
rank = comm.rank
size = comm.size

if size % 2 == 0:
    mine = np.arange(rank, rank + 8, dtype="i")
    yours = np.empty(8, dtype="i")
    partner = rank + 1 if rank % 2 == 0 else rank - 1
    comm.Sendrecv(mine, dest=partner, recvbuf=yours, source=partner)
    print(f"Process {rank} of {size} on {MPI.Get_processor_name()} computed {mine} and received {yours}")
elif rank == 0:
    print("Please run this program with the number of processes positive and even")
