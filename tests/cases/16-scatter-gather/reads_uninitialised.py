from mpi4py import MPI
import numpy as np

comm = MPI.COMM_WORLD
id = comm.Get_rank()
n = comm.Get_size()
host = MPI.Get_processor_name()

data = None
part = np.full(3, -1.0)
if id == 0:
    data = np.linspace(1, 3 * n, 3 * n)
    print("Master {} of {} on {} has created array: {}".format(id, n, host, data))
else:
    print("Worker Process {} of {} on {} starts with {}".format(id, n, host, data))
# printed before it is filled
print("Process {} of {} on {} has smaller part after Scatter {}".format(id, n, host, part))
comm.Scatter(data, part, root=0)
if id == 0:
    print("Master {} of {} on {} has original array after Scatter: {}".format(id, n, host, data))
part = part * 10
print("Process {} of {} on {} has smaller part after work {}".format(id, n, host, part))
new = np.empty(3 * n, dtype='d') if id == 0 else None
comm.Gather(part, new, root=0)
if id == 0:
    print("Master {} of {} on {} has new data array after Gather:\n{}".format(id, n, host, new))
