from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()

if numProcesses % 2 == 0:
    sendList = list(range(id, id + 8))
    request = comm.isend(sendList, dest=id)
    receivedList = comm.recv(source=id)
    request.wait()
    print("Process {} of {} on {} computed {} and received {}".format(
        id, numProcesses, MPI.Get_processor_name(), sendList, receivedList))
elif id == 0:
    print("Please run this program with the number of processes positive and even")
