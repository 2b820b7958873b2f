from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
host = MPI.Get_processor_name()

print("Process {} of {} on {} starts with {}".format(id, numProcesses, host, [10 * id, 20 * id, 30 * id]))
if id == 0:
    result = [[10 * r, 20 * r, 30 * r] for r in range(numProcesses)]
    print("Process {} of {} on {} has result after gather {}".format(id, numProcesses, host, result))
