from mpi4py import MPI
import numpy as np


def genArray(numElements):
    return np.linspace(1, numElements, numElements)


def timesTen(a):
    return a * 10


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()
    numProcesses = comm.Get_size()
    myHostName = MPI.Get_processor_name()

    numDataPerProcess = 3
    data = None
    newData = None
    smallerPart = np.empty(numDataPerProcess, dtype='d')

    if id == 0:
        data = genArray(numDataPerProcess * numProcesses)
        print("Master {} of {} on {} has created array: {}".format(id, numProcesses, myHostName, data))
    else:
        print("Worker Process {} of {} on {} starts with {}".format(id, numProcesses, myHostName, data))

    comm.Scatter(data, smallerPart, root=0)
    if id == 0:
        print("Master {} of {} on {} has original array after Scatter: {}".format(
            id, numProcesses, myHostName, data))
    print("Process {} of {} on {} has smaller part after Scatter {}".format(
        id, numProcesses, myHostName, smallerPart))

    newValues = timesTen(smallerPart)
    print("Process {} of {} on {} has smaller part after work {}".format(
        id, numProcesses, myHostName, newValues))

    if id == 0:
        newData = np.empty(numDataPerProcess * numProcesses, dtype='d')
    comm.Gather(newValues, newData, root=0)
    if id == 0:
        print("Master {} of {} on {} has new data array after Gather:\n{}".format(
            id, numProcesses, myHostName, newData))


main()
