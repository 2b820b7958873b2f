from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()

if numProcesses % 2 == 0:
    neighbor = id - 1 if id % 2 == 1 else id + 1
    receivedValue = comm.recv(source=neighbor)
    comm.send(id, dest=neighbor)
    print("Process {} of {} on {} computed {} and received {}".format(
        id, numProcesses, MPI.Get_processor_name(), id, receivedValue))
elif id == 0:
    print("Please run this program with the number of processes positive and even")
