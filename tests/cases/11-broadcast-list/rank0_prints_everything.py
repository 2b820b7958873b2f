from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
host = MPI.Get_processor_name()

if numProcesses > 1:
    data = list(range(numProcesses)) if id == 0 else []
    if id == 0:
        print("Master Process {} of {} on {} broadcasts {}".format(id, numProcesses, host, data))
        for w in range(1, numProcesses):
            print("Worker Process {} of {} on {} starts with []".format(w, numProcesses, host))
    data = comm.bcast(data, root=0)
    if id == 0:
        for w in range(numProcesses):
            print("Process {} of {} on {} has {} after the broadcast".format(w, numProcesses, host, data))
else:
    print("Please run this program with the number of processes greater than 1")
