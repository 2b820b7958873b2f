from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()

    square = (id + 1) * (id + 1)
    min = comm.reduce(square, op=MPI.MIN)
    product = comm.reduce(square, op=MPI.SUM)  # left behind

    if id == 0:
        print("The min of the squares is {}".format(min))
        print("The product of the squares is {}".format(product))


main()
