# SPDX-License-Identifier: MIT
"""What watching the MPI calls costs: the same program, run as grading runs it, with and without the watch.
Programs take the time around their loop themselves, so that launching is not in it. A call is one that one
rank makes: a round of a ping-pong is two calls (a send and a receive) of each rank."""
import statistics

from row import Difference, Ratio, quartiles, row


class Watched:
    sides = ("unwatched", "watched")
    program, np, arguments = "", 2, ()

    def measure(self, side):
        return self.place.measured(side == "watched", self.program, self.np, *self.arguments)


class Call(Watched, Difference):
    unit = "µs a call"
    most = 0.1
    goal = "at most 0.1 µs a call"


@row
class PingPong(Call):
    name = "watch-ping-pong-8"
    title = "ping-pong of 8 bytes, MPI_Send and MPI_Recv"
    program, arguments = "ping_pong.c", (8, 400000)


@row
class PingPongLong(Call):
    name = "watch-ping-pong-64k"
    title = "ping-pong of 64 KB"
    program, arguments = "ping_pong.c", (65536, 20000)
    goal = "not to be seen: within the spread of the unwatched runs, or 2 %"

    def holds(self, figure, pairs):
        unwatched = [pair[0] for pair in pairs]
        low, high = quartiles(unwatched)
        return figure <= max(high - low, 0.02 * statistics.median(unwatched))


@row
class Nonblocking(Call):
    name = "watch-nonblocking-8"
    title = "MPI_Irecv, MPI_Isend and MPI_Waitall, 8 bytes both ways"
    program, arguments = "nonblocking.c", (200000,)


@row
class Collectives(Call):
    name = "watch-collectives-8"
    title = "MPI_Bcast and MPI_Allreduce of 8 bytes"
    program, arguments = "collectives.c", (200000,)


@row
class Python(Call):
    name = "watch-python"
    title = "mpi4py: comm.send and comm.recv of a number"
    program, arguments = "ping_pong.py", (20000,)
    most = 1.0
    goal = "at most 1 µs a method (asking for the script's line is most of it)"


@row
class Launch(Ratio):
    name = "watch-launch"
    title = "one case, np 4, hello"
    unit = "s"
    sides = ("unwatched", "watched")
    pairs = 15
    most = 1.03
    goal = "at most 1.03 times the unwatched launch"

    def prepare(self):
        for side in self.sides:
            self.measure(side)

    def measure(self, side):
        report = self.place.report(side == "watched", "00-spmd", "patterns/00-spmd.c")
        return next(case["wall_s"] for case in report["timing"]["cases"] if case["id"] == "np4")
