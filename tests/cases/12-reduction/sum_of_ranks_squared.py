from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()

# the square of the sum is not the sum of the squares
sum = comm.reduce(id + 1, op=MPI.SUM)
max = comm.reduce((id + 1) ** 2, op=MPI.MAX)
if id == 0:
    print("The sum of the squares is {}".format(sum * sum))
    print("The max of the squares is {}".format(max))
