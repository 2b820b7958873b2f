# SPDX-License-Identifier: MIT
# np 2
# expect clean
import ctypes
import ctypes.util
import os

mpi = ctypes.CDLL(ctypes.util.find_library("mpi") or "libmpi.so.40", mode=os.RTLD_LOCAL)
mpi.MPI_Init(None, None)
world = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.in_dll(mpi, "ompi_mpi_comm_world")))
mpi.MPI_Barrier(world)
mpi.MPI_Finalize()
