from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
srcList = [id * k for k in range(1, 6)]
destListMax = comm.reduce(srcList, op=MPI.MAX)
# one reduction for each of the five places
destListSum = [comm.reduce(x, op=MPI.SUM) for x in srcList]
if id == 0:
    print("The resulting reduce max list is {}".format(destListMax))
    print("The resulting reduce sum list is {}".format(destListSum))
