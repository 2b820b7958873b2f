# SPDX-License-Identifier: MIT
"""Gigabytes of output: mpigrade keeps little of them, and stays small."""
import os
import statistics
import subprocess

from place import PROGRAMS
from row import Row, row

MEGABYTES = 2048


@row
class Flood(Row):
    name = "flood-2-gb"
    title = "peak memory of mpigrade run while 2 GB of output flow past, through one rank and through eight"
    unit = "MiB"
    sides = ("one rank", "eight ranks")
    goal = "under 64 MiB"
    pairs, quick_pairs = 3, 0

    def measure(self, side):
        np = 1 if side == "one rank" else 8
        words = [self.place.mpigrade(True), "run", os.path.join(PROGRAMS, "flood.c"), "-np", str(np),
                 "--limit", "wall_s=120", "--limit", "cpu_s=120", "--limit", "output_kb=1024",
                 "--format", "json", "-o", os.path.join(self.place.folder, "flood.json"),
                 "--", str(MEGABYTES // np)]
        with subprocess.Popen(words, stdin=subprocess.DEVNULL) as child:
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            raise SystemExit(f"script/bench: {' '.join(words)} ended with status {child.returncode}")
        return used.ru_maxrss / 1024

    def figure(self, pairs):
        figure = statistics.median(max(pair) for pair in pairs)
        return figure, f"{figure:.0f} MiB"

    def holds(self, figure, pairs):
        return max(max(pair) for pair in pairs) < 64
