from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()

srcList = [k * id for k in range(1, 6)]
print("The resulting reduce max list is {}".format(comm.reduce(srcList, op=MPI.MAX)))
print("The resulting reduce sum list is {}".format(comm.reduce(srcList, op=MPI.SUM)))
