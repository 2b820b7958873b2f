from mpi4py import MPI

comm = MPI.COMM_WORLD
rank = comm.Get_rank()
size = comm.Get_size()
host = MPI.Get_processor_name()

if size == 1:
    print("Please run this program with the number of processes greater than 1")
elif rank == 0:
    ring = [rank]
    comm.send(ring, dest=1)
    print("Master Process {} of {} on {} sent {}".format(rank, size, host, ring))
    ring = comm.recv(source=size - 1)
    print("Master Process {} of {} on {} received {}".format(rank, size, host, ring))
else:
    ring = comm.recv(source=rank - 1)
    new = ring
    new + [rank]  # makes a list and throws it away
    comm.send(new, dest=(rank + 1) % size)
    print("Worker Process {} of {} on {} received {} and sent {}".format(rank, size, host, ring, new))
