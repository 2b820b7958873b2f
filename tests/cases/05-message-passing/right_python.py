from mpi4py import MPI


def odd(number):
    return (number % 2) == 1


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()
    numProcesses = comm.Get_size()
    myHostName = MPI.Get_processor_name()

    if numProcesses > 1 and not odd(numProcesses):
        sendValue = id
        if odd(id):
            comm.send(sendValue, dest=id - 1)
            receivedValue = comm.recv(source=id - 1)
        else:
            receivedValue = comm.recv(source=id + 1)
            comm.send(sendValue, dest=id + 1)
        print("Process {} of {} on {} computed {} and received {}"
              .format(id, numProcesses, myHostName, sendValue, receivedValue))
    else:
        if id == 0:
            print("Please run this program with the number of processes positive and even")


main()
