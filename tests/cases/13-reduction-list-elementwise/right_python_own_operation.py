from mpi4py import MPI


def addLists(a, b, datatype=None):
    return [x + y for x, y in zip(a, b)]


comm = MPI.COMM_WORLD
id = comm.Get_rank()
srcList = [id * k for k in range(1, 6)]
sumOfLists = MPI.Op.Create(addLists, commute=True)

destListMax = comm.reduce(srcList, op=MPI.MAX)
destListSum = comm.reduce(srcList, op=sumOfLists)
if id == 0:
    print("The resulting reduce max list is {}".format(destListMax))
    print("The resulting reduce sum list is {}".format(destListSum))
sumOfLists.Free()
