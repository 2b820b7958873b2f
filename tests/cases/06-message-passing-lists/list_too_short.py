from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()

if numProcesses % 2 == 0:
    sendList = list(range(id, id + 7))  # the end of a range does not belong to it
    if id % 2 == 1:
        comm.send(sendList, dest=id - 1)
        receivedList = comm.recv(source=id - 1)
    else:
        receivedList = comm.recv(source=id + 1)
        comm.send(sendList, dest=id + 1)
    print("Process {} of {} on {} computed {} and received {}".format(
        id, numProcesses, MPI.Get_processor_name(), sendList, receivedList))
elif id == 0:
    print("Please run this program with the number of processes positive and even")
