from mpi4py import MPI


def odd(number):
    return number % 2 == 1


comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
myHostName = MPI.Get_processor_name()

if numProcesses > 1 and not odd(numProcesses):
    sendValue = id
    neighbor = id - 1 if odd(id) else id + 1
    receivedValue = comm.sendrecv(sendValue, dest=neighbor, source=neighbor)
    print("Process {} of {} on {} computed {} and received {}"
          .format(id, numProcesses, myHostName, sendValue, receivedValue))
elif id == 0:
    print("Please run this program with the number of processes positive and even")
