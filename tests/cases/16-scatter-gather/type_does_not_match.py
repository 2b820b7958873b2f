from mpi4py import MPI
import numpy as np

comm = MPI.COMM_WORLD
id = comm.Get_rank()
n = comm.Get_size()
host = MPI.Get_processor_name()

data = None
part = np.empty(3, dtype='d')  # floating point here, integers at the root
if id == 0:
    data = np.arange(1, 3 * n + 1, dtype='i8')
    print("Master {} of {} on {} has created array: {}".format(id, n, host, data))
else:
    print("Worker Process {} of {} on {} starts with {}".format(id, n, host, data))
comm.Scatter(data, part, root=0)
if id == 0:
    print("Master {} of {} on {} has original array after Scatter: {}".format(id, n, host, data))
print("Process {} of {} on {} has smaller part after Scatter {}".format(id, n, host, part))
part = part * 10
print("Process {} of {} on {} has smaller part after work {}".format(id, n, host, part))
new = np.empty(3 * n, dtype='d') if id == 0 else None
comm.Gather(part, new, root=0)
if id == 0:
    print("Master {} of {} on {} has new data array after Gather:\n{}".format(id, n, host, new))
