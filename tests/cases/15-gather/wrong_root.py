from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
host = MPI.Get_processor_name()

sendValue = [10 * id, 20 * id, 30 * id]
print("Process {} of {} on {} starts with {}".format(id, numProcesses, host, sendValue))
result = comm.gather(sendValue, root=numProcesses - 1)
if id == 0:
    print("Process {} of {} on {} has result after gather {}".format(id, numProcesses, host, result))
