from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()

    square = (id + 1) * (id + 1)
    sum = comm.reduce(square, op=MPI.SUM)
    max = comm.reduce(square, op=MPI.MAX)

    if id == 0:
        print("The sum of the squares is {}".format(sum))
        print("The max of the squares is {}".format(max))


main()
