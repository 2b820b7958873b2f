from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
myHostName = MPI.Get_processor_name()

data = {}
if id == 0:
    data = {'one': 1, 'two': 2, 'three': 3}
    print("Master Process {} of {} on {} broadcasts {}".format(id, numProcesses, myHostName, data))
else:
    print("Worker Process {} of {} on {} starts with {}".format(id, numProcesses, myHostName, data))
data = comm.bcast(data, root=0)
print("Process {} of {} on {} has {} after the broadcast".format(id, numProcesses, myHostName, data))
