from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
myHostName = MPI.Get_processor_name()
DATA = {'one': 1, 'two': 2, 'three': 3}

if numProcesses > 1:
    if id == 0:
        print("Master Process {} of {} on {} broadcasts {}".format(id, numProcesses, myHostName, DATA))
    else:
        print("Worker Process {} of {} on {} starts with {}".format(id, numProcesses, myHostName, {}))
    print("Process {} of {} on {} has {} after the broadcast".format(id, numProcesses, myHostName, DATA))
else:
    print("Please run this program with the number of processes greater than 1")
