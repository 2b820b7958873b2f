from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
myHostName = MPI.Get_processor_name()

REPS = 16

if numProcesses <= REPS:
    for i in range(id, 8, numProcesses):  # left behind
        print("On {}: Process {} is performing iteration {}".format(myHostName, id, i))
else:
    if id == 0:
        print("Please run with number of processes less than or equal to {}.".format(REPS))
