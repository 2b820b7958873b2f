from mpi4py import MPI

comm = MPI.COMM_WORLD
rank = comm.Get_rank()
size = comm.Get_size()
REPS = 8

if size > REPS:
    if rank == 0:
        print("Please run with number of processes less than or equal to {}.".format(REPS))
else:
    i = rank  # chunks of 1: I take one
    print("On {}: Process {} is performing iteration {}".format(MPI.Get_processor_name(), rank, i))
