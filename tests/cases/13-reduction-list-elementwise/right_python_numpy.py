"""Element by element, as C does it."""
import numpy as np
from mpi4py import MPI

comm = MPI.COMM_WORLD
mine = comm.rank * np.arange(1, 6)
largest = np.zeros_like(mine)
total = np.zeros_like(mine)
comm.Reduce(mine, largest, op=MPI.MAX, root=0)
comm.Reduce(mine, total, op=MPI.SUM, root=0)
if comm.rank == 0:
    print("The resulting reduce max list is", largest)
    print("The resulting reduce sum list is", total)
