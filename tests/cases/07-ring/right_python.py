from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()
    numProcesses = comm.Get_size()
    myHostName = MPI.Get_processor_name()

    if numProcesses > 1:
        if id == 0:
            sendList = [id]
            comm.send(sendList, dest=id + 1)
            print("Master Process {} of {} on {} sent {}".format(
                id, numProcesses, myHostName, sendList))
            receivedList = comm.recv(source=numProcesses - 1)
            print("Master Process {} of {} on {} received {}".format(
                id, numProcesses, myHostName, receivedList))
        else:
            receivedList = comm.recv(source=id - 1)
            sendList = receivedList + [id]
            comm.send(sendList, dest=(id + 1) % numProcesses)
            print("Worker Process {} of {} on {} received {} and sent {}".format(
                id, numProcesses, myHostName, receivedList, sendList))
    else:
        print("Please run this program with the number of processes greater than 1")


main()
