from mpi4py import MPI


def genListOfLists(numElements):
    data = [[0] * 3 for i in range(numElements)]
    for i in range(numElements):
        smallerList = []
        for j in range(1, 4):
            smallerList = smallerList + [(i + 1) * j]
        data[i] = smallerList
    return data


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()
    numProcesses = comm.Get_size()
    myHostName = MPI.Get_processor_name()

    if id == 0:
        data = genListOfLists(numProcesses)
        print("Master {} of {} on {} has created list: {}".format(id, numProcesses, myHostName, data))
    else:
        data = None
        print("Worker Process {} of {} on {} starts with {}".format(id, numProcesses, myHostName, data))

    result = comm.scatter(data, root=0)
    print("Process {} of {} on {} has result after scatter {}".format(id, numProcesses, myHostName, result))

    if id == 0:
        print("Master {} of {} on {} has original list after scatter: {}".format(
            id, numProcesses, myHostName, data))


main()
