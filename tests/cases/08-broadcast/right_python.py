from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()
    numProcesses = comm.Get_size()
    myHostName = MPI.Get_processor_name()

    if numProcesses > 1:
        if id == 0:
            # the master has the data
            data = {'one': 1, 'two': 2, 'three': 3}
            print("Master Process {} of {} on {} broadcasts {}".format(id, numProcesses, myHostName, data))
        else:
            data = {}
            print("Worker Process {} of {} on {} starts with {}".format(id, numProcesses, myHostName, data))

        data = comm.bcast(data, root=0)
        print("Process {} of {} on {} has {} after the broadcast".format(id, numProcesses, myHostName, data))
    else:
        print("Please run this program with the number of processes greater than 1")


main()
