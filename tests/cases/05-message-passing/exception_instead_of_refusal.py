# With an odd number of processes an exception ends the program; its words sound like a refusal.
from mpi4py import MPI

comm = MPI.COMM_WORLD
rank, size = comm.Get_rank(), comm.Get_size()
host = MPI.Get_processor_name()

if size % 2 != 0 and rank == 0:
    raise ValueError("the number of processes must be even")
partner = rank + 1 if rank % 2 == 0 else rank - 1
received = comm.sendrecv(rank, dest=partner, source=partner)
print(f"Process {rank} of {size} on {host} computed {rank} and received {received}")
