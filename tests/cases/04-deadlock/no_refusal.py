from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()

if id % 2 == 1:
    comm.send(id, dest=id - 1)
    receivedValue = comm.recv(source=id - 1)
else:
    receivedValue = comm.recv(source=id + 1)
    comm.send(id, dest=id + 1)
print("Process {} of {} on {} computed {} and received {}".format(
    id, numProcesses, MPI.Get_processor_name(), id, receivedValue))
