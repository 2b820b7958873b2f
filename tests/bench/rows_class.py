# SPDX-License-Identifier: MIT
"""What it takes to look at a finished batch."""
import os
import shutil
import statistics
import subprocess
import tempfile
import time

from row import Row, row

STUDENTS, EXERCISES = 2500, 4


@row
class StoredReports(Row):
    name = "stored-reports-10000"
    title = f"mpigrade report of {STUDENTS * EXERCISES} stored reports: the table for people, and csv and json"
    unit = "s"
    sides = ("list", "export")
    goal = "under 2 s together"
    pairs, quick_pairs = 5, 0

    def prepare(self):
        subprocess.run(["cmake", "--build", self.place.build, "--target", "make_store"], check=True,
                       capture_output=True)
        # Where syncing costs nothing: it is reading that is measured.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = tempfile.mkdtemp(prefix="mpigrade-bench-", dir=memory)
        self.batch = os.path.join(self.folder, "batch")
        report = os.path.join(self.folder, "report.json")
        with open(report, "w", encoding="utf-8") as file:
            file.write(self.place.command([self.place.mpigrade(True), "grade", "07-ring", "patterns/07-ring.c",
                                           "--require", "0", "--format", "json", "-o", "-"]))
        self.place.command([os.path.join(self.place.build, "make_store"), self.batch, str(STUDENTS),
                            str(EXERCISES), report])

    def measure(self, side):
        start = time.monotonic()
        for format in ("text",) if side == "list" else ("csv", "json"):
            self.place.command([self.place.mpigrade(True), "report", self.batch, "--format", format,
                                "-o", os.path.join(self.folder, format)])
        return time.monotonic() - start

    def run(self, pairs=None):
        try:
            return super().run(pairs)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def figure(self, pairs):
        figure = statistics.median(a + b for a, b in pairs)
        return figure, f"{figure:.3f} s"

    def holds(self, figure, pairs):
        return figure < 2
