from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
host = MPI.Get_processor_name()

if id == 0:
    data = [[(i + 1) * j for j in range(1, 4)] for i in range(numProcesses)]
    print("Master {} of {} on {} has created list: {}".format(id, numProcesses, host, data))
else:
    data = None
    print("Worker Process {} of {} on {} starts with {}".format(id, numProcesses, host, data))
result = comm.bcast(data, root=0)
print("Process {} of {} on {} has result after scatter {}".format(id, numProcesses, host, result))
if id == 0:
    print("Master {} of {} on {} has original list after scatter: {}".format(id, numProcesses, host, data))
