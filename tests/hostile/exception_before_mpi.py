# SPDX-License-Identifier: MIT
# Fails before MPI is there, on every rank.
import no_such_module
from mpi4py import MPI
