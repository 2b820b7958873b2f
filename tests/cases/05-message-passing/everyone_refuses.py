from mpi4py import MPI

comm = MPI.COMM_WORLD
rank = comm.Get_rank()
size = comm.Get_size()

if size % 2 == 1:
    print("Please run this program with the number of processes positive and even")
elif rank % 2 == 1:
    comm.send(rank, dest=rank - 1)
    received = comm.recv(source=rank - 1)
    print("Process {} of {} on {} computed {} and received {}".format(
        rank, size, MPI.Get_processor_name(), rank, received))
else:
    received = comm.recv(source=rank + 1)
    comm.send(rank, dest=rank + 1)
    print("Process {} of {} on {} computed {} and received {}".format(
        rank, size, MPI.Get_processor_name(), rank, received))
