# SPDX-License-Identifier: MIT
# One rank leaves without clean-up.
import os
from mpi4py import MPI

if MPI.COMM_WORLD.Get_rank() == 1:
    os._exit(4)
MPI.COMM_WORLD.Barrier()
