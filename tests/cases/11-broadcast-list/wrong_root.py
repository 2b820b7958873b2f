from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
host = MPI.Get_processor_name()

if numProcesses > 1:
    if id == 0:
        data = list(range(numProcesses))
        print("Master Process {} of {} on {} broadcasts {}".format(id, numProcesses, host, data))
    else:
        data = []
        print("Worker Process {} of {} on {} starts with {}".format(id, numProcesses, host, data))
    data = comm.bcast(data, root=numProcesses - 1)
    print("Process {} of {} on {} has {} after the broadcast".format(id, numProcesses, host, data))
else:
    print("Please run this program with the number of processes greater than 1")
