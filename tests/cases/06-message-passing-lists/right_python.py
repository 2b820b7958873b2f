from mpi4py import MPI


def odd(number):
    return (number % 2) == 1


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()
    numProcesses = comm.Get_size()
    myHostName = MPI.Get_processor_name()

    if numProcesses > 1 and not odd(numProcesses):
        # generate a list of 8 numbers, beginning with my id
        sendList = list(range(id, id + 8))
        if odd(id):
            comm.send(sendList, dest=id - 1)
            receivedList = comm.recv(source=id - 1)
        else:
            receivedList = comm.recv(source=id + 1)
            comm.send(sendList, dest=id + 1)
        print("Process {} of {} on {} computed {} and received {}"
              .format(id, numProcesses, myHostName, sendList, receivedList))
    elif id == 0:
        print("Please run this program with the number of processes positive and even")


main()
