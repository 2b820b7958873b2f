from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()

sendList = list(range(id, id + 8))
if id % 2 == 1:
    comm.send(sendList, dest=id - 1)
    receivedList = comm.recv(source=id - 1)
elif id + 1 < numProcesses:
    receivedList = comm.recv(source=id + 1)
    comm.send(sendList, dest=id + 1)
else:
    receivedList = []
print("Process {} of {} on {} computed {} and received {}".format(
    id, numProcesses, MPI.Get_processor_name(), sendList, receivedList))
