# SPDX-License-Identifier: MIT
"""ping_pong.py ROUNDS: a number goes to and fro; prints µs a method that one rank calls, two a round."""
import sys

from mpi4py import MPI

comm = MPI.COMM_WORLD
rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
for i in range(-100, rounds):
    if i == 0:
        start = MPI.Wtime()
    if comm.rank == 0:
        comm.send(i, dest=1)
        comm.recv(source=1)
    else:
        comm.recv(source=0)
        comm.send(i, dest=0)
if comm.rank == 0:
    print(f"figure {(MPI.Wtime() - start) * 1e6 / (2 * rounds):.6f}")
comm.Barrier()
