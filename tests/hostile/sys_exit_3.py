# SPDX-License-Identifier: MIT
# One rank leaves with sys.exit(3).
import sys
from mpi4py import MPI

if MPI.COMM_WORLD.Get_rank() == 1:
    sys.exit(3)
MPI.COMM_WORLD.Barrier()
