from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
host = MPI.Get_processor_name()

if id == 0:
    data = list(range(numProcesses))
    print("Master Process {} of {} on {} broadcasts {}".format(id, numProcesses, host, data))
else:
    data = []
    print("Worker Process {} of {} on {} starts with {}".format(id, numProcesses, host, data))
data = comm.bcast(data, root=0)
print("Process {} of {} on {} has {} after the broadcast".format(id, numProcesses, host, data))
