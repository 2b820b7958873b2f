from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()

    srcList = [1 * id, 2 * id, 3 * id, 4 * id, 5 * id]
    destListMax = comm.reduce(srcList, op=MPI.MAX)
    destListSum = comm.reduce(sum(srcList), op=MPI.SUM)  # one number

    if id == 0:
        print("The resulting reduce max list is {}".format(destListMax))
        print("The resulting reduce sum list is {}".format(destListSum))


main()
