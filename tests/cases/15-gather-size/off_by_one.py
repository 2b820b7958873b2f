from mpi4py import MPI

SMALL_LIST_SIZE = 5


def genSmallList(myId):
    smallerList = []
    for j in range(1, SMALL_LIST_SIZE):  # the end does not belong to a range
        smallerList = smallerList + [(myId * 10) * j]
    return smallerList


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()
    numProcesses = comm.Get_size()
    myHostName = MPI.Get_processor_name()

    sendValue = genSmallList(id)
    print("Process {} of {} on {} starts with {}".format(id, numProcesses, myHostName, sendValue))

    result = comm.gather(sendValue, root=0)
    if id == 0:
        print("Process {} of {} on {} has result after gather {}".format(
            id, numProcesses, myHostName, result))


main()
