# SPDX-License-Identifier: MIT
# np 3
# expect clean
# methods allgather=1 allreduce=1 barrier=1 bcast=1 gather=1 isend=1 recv=1 reduce=1 scan=1 scatter=1 send=3 sendrecv=1
from mpi4py import MPI

comm = MPI.COMM_WORLD
rank, size = comm.Get_rank(), comm.Get_size()
right, left = (rank + 1) % size, (rank - 1) % size
comm.bcast({"one": 1} if rank == 0 else None, root=0)
comm.scatter(list(range(size)) if rank == 0 else None, root=0)
comm.gather(rank, root=0)
comm.allgather(rank)
comm.reduce(rank, op=MPI.SUM, root=0)
comm.allreduce(rank, op=MPI.MAX)
comm.scan(rank)
comm.barrier()
request = comm.isend(rank, dest=right)
comm.recv(source=left)
request.wait()
comm.sendrecv(rank, dest=right, source=left)
for _ in range(3):
    if rank == 0:
        for source in range(1, size):
            comm.recv(source=MPI.ANY_SOURCE, tag=4)
    else:
        comm.send(rank, dest=0, tag=4)
