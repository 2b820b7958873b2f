# SPDX-License-Identifier: MIT
"""Judging alone, without running anything; and how soon a deadlock is told."""
import json
import os
import shutil
import statistics
import subprocess
import time

from place import ROOT
from row import Row, row

RANKS, LINES = 8, 100000


@row
class JudgeLines(Row):
    """The same text: the judge is given it as a run of a program and of its reference (so it reads twice as many lines
    as are counted), sort and diff get it as a file and as what is expected, sorted."""

    name = "judge-lines"
    title = f"judging of {LINES} lines of {RANKS} ranks (02-equal-chunks), its checks all; sort | diff of the same"
    unit = "s"
    sides = ("sort | diff", "judge")
    goal = "at least 50,000 lines a second (a rank's kept output is some 3,000)"
    pairs = 5

    def prepare(self):
        subprocess.run(["cmake", "--build", self.place.build, "--target", "judge_lines"], check=True,
                       capture_output=True)
        self.text, self.expected = (os.path.join(self.place.folder, name) for name in ("lines", "lines-sorted"))
        with open(self.text, "w", encoding="utf-8") as file:
            for i in range(LINES):
                file.write(f"On mpi-node: Process {i * RANKS // LINES} is performing iteration {i}\n")
        with open(self.text, encoding="utf-8") as file, open(self.expected, "w", encoding="utf-8") as to:
            subprocess.run(["sort"], stdin=file, stdout=to, env=dict(os.environ, LC_ALL="C"), check=True)
        with open(os.path.join(ROOT, "rubrics", "02-equal-chunks.json"), encoding="utf-8") as file:
            rubric = json.load(file)
        rubric["constants"]["REPS"] = LINES
        rubric["reference"] = os.path.join(ROOT, "patterns", "02-equal-chunks.c")
        rubric["cases"] = [{"id": "np8", "np": RANKS}]
        rubric["checks"] = [check for check in rubric["checks"] if check["kind"] != "refusal"]
        self.rubric = os.path.join(self.place.folder, "lines.json")
        with open(self.rubric, "w", encoding="utf-8") as file:
            json.dump(rubric, file)

    def measure(self, side):
        if side == "judge":
            return float(self.place.command([os.path.join(self.place.build, "judge_lines"), self.rubric, self.text]))
        start = time.monotonic()
        self.place.command(["sh", "-c", 'LC_ALL=C sort "$0" | diff - "$1"', self.text, self.expected])
        return time.monotonic() - start

    def figure(self, pairs):
        figure = statistics.median(LINES / ours for _, ours in pairs)
        return figure, f"{figure:,.0f} lines/s"

    def holds(self, figure, pairs):
        return figure >= 50000


@row
class Verdict(Row):
    name = "verdict"
    title = "a deadlock is told, after its last rank has blocked (timing.run.verdict_s)"
    unit = "s"
    sides = ("np 2", "np 8")
    goal = "within 0.3 s, each time"
    pairs = 7

    def measure(self, side):
        report = os.path.join(self.place.folder, "deadlock.json")
        words = [self.place.mpigrade(True), "run", os.path.join(ROOT, "tests", "cases", "07-ring", "receives_first_deadlocks.c"),
                 "-np", side.split()[1], "--format", "json", "-o", report]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode != 1:
            raise SystemExit(f"script/bench: {' '.join(words)} ended with status {done.returncode}:\n{done.stderr}")
        with open(report, encoding="utf-8") as file:
            return json.load(file)["timing"]["run"]["verdict_s"]

    def figure(self, pairs):
        figure = max(max(pair) for pair in pairs)
        return figure, f"{figure:.3f} s at most"

    def holds(self, figure, pairs):
        return figure <= 0.3
