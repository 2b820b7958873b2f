import sys

from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
host = MPI.Get_processor_name()

if numProcesses == 1:
    print("Please run this program with the number of processes greater than 1")
elif len(sys.argv) < 2:
    if id == 0:
        print("Please add a string to be broadcast from master to workers")
else:
    if id == 0:
        data = "hello"
        print('Master Process {} of {} on {} broadcasts "{}"'.format(id, numProcesses, host, data))
    else:
        data = "No data"
        print('Worker Process {} of {} on {} starts with "{}"'.format(id, numProcesses, host, data))
    data = comm.bcast(data, root=0)
    print('Process {} of {} on {} has "{}" after the broadcast'.format(id, numProcesses, host, data))
