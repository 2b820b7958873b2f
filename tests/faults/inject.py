#!/usr/bin/env python3
"""inject.py MPIGRADE LIBRARY: grades a right submission while one system call of the grader fails (inject.c), again and
again with another call. Whatever happens is the grader's fault or does no harm: never a lost point, never a crash or a
hang, no half a report, nothing left behind.

MPIGRADE_INJECT_ALL=1 lets every call fail once, not a sample; MPIGRADE_INJECT_ONLY=KIND those of one kind, and
MPIGRADE_INJECT_ONLY=KIND:N exactly one."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
RUBRIC = os.path.join(HERE, "rubric.json")
PROGRAM = os.path.join(HERE, "../../patterns/00-spmd.c")
SECONDS = 120  # after which it hangs; START_S of the launcher lies below
SAMPLE = 2     # calls of each kind that fail, beside the first
ONCE_IS_ENOUGH = {"clock", "rename"}
FOR_EVER = ["write:1+", "mkdir:2+", "fork:3+", "pipe:4+", "open:40+"]


class Grading:
    def __init__(self, top, name, library, mpigrade, failing):
        self.folder = os.path.join(top, name.replace(":", "-"))
        self.tmp = os.path.join(self.folder, "tmp")
        self.out = os.path.join(self.folder, "out")
        self.report = os.path.join(self.out, "report.json")
        self.log = os.path.join(self.folder, "log")
        self.failing = failing
        for folder in (self.tmp, self.out):
            os.makedirs(folder)
        environment = dict(os.environ, TMPDIR=self.tmp, LD_PRELOAD=library, MPIGRADE_INJECT=failing,
                           MPIGRADE_INJECT_LOG=self.log, LC_ALL="C.UTF-8")
        command = [mpigrade, "grade", RUBRIC, PROGRAM, "--no-cache", "--sandbox=auto", "-o", self.report]
        try:
            done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=SECONDS, check=False)
            self.status, self.said = done.returncode, (done.stdout + done.stderr).decode(errors="replace")
        except subprocess.TimeoutExpired:
            self.status, self.said = None, f"it took more than {SECONDS} s"

    def words(self):
        if not os.path.exists(self.log):
            return []
        with open(self.log, encoding="utf-8") as log:
            return [line.split() for line in log]

    def counts(self):
        return {word: int(value) for word, value in self.words() if word != "made"}

    def left(self):
        """What is still there a little later: a janitor removes it."""
        made = [value for word, value in self.words() if word == "made"]
        for _ in range(100):
            left = [path for path in made if os.path.exists(path)] + os.listdir(self.tmp)
            if not left:
                break
            time.sleep(0.05)
        return left + [name for name in os.listdir(self.out) if name != "report.json"]

    def wrong(self, walls=None):
        if self.left():
            return f"left behind: {self.left()}"
        report = None
        if os.path.exists(self.report):
            try:
                with open(self.report, encoding="utf-8") as text:
                    report = json.load(text)
            except ValueError:
                return "half a report"
        if self.status == 0 and walls not in (None, walls_of(report)):
            return f"walls fell: {report['environment']['sandbox']}"
        if self.status == 0:
            full = report is not None and report["outcome"] == "graded" and report["score"]["percent"] == 100
            return None if full else "status 0 without full marks"
        if self.status == 2 and report is None and self.failing.startswith(("stat:", "misc:")):
            return None  # the rubric was not found, which it says
        if self.status != 3:
            return f"status {self.status}"
        if not self.said.strip():
            return "status 3 without a word"
        if report is not None and (report["outcome"] != "grader_fault" or report["score"]):
            return f"a report with outcome {report['outcome']}"
        return None


def walls_of(report):
    """What kept the program in, without versions."""
    return re.sub(r"[0-9.]+", "", report["environment"]["sandbox"]).replace(" ,", ",")


def spread(count, sample):
    """1, count, and some between."""
    if count <= sample + 1:
        return list(range(1, count + 1))
    return sorted({1 + round(i * (count - 1) / sample) for i in range(sample + 1)})


def choose(counts):
    only = os.environ.get("MPIGRADE_INJECT_ONLY", "")
    if ":" in only:
        return [only]
    every = bool(os.environ.get("MPIGRADE_INJECT_ALL"))
    chosen = [] if only else list(FOR_EVER)
    for kind, count in counts.items():
        if only in ("", kind):
            sample = count if every else 0 if kind in ONCE_IS_ENOUGH else SAMPLE
            chosen += [f"{kind}:{n}" for n in spread(count, sample)] if sample else [f"{kind}:1"]
    return [f"{kind}:{n}" for kind, n in (each.split(":") for each in chosen) if counts.get(kind, 0) > 0]


def main(mpigrade, library):
    with tempfile.TemporaryDirectory() as top:
        start = time.monotonic()
        plain = Grading(top, "plain", library, mpigrade, "")
        if plain.status != 0 or plain.wrong():
            print(f"without a fault: {plain.wrong()}: {plain.said}")
            return 1
        with open(plain.report, encoding="utf-8") as report:
            walls = walls_of(json.load(report))
        if walls == "off" and os.environ.get("MPIGRADE_SANDBOX_MUST_WORK"):
            print("the sandbox must work here")
            return 1
        counts = plain.counts()
        chosen = choose(counts)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            runs = list(pool.map(lambda each: Grading(top, each, library, mpigrade, each), chosen))
        failed = [run for run in runs if run.wrong(walls)]
        for run in failed:
            print(f"{run.failing}: {run.wrong(walls)}: {run.said}")
        harmless = sum(run.status == 0 for run in runs)
        print(f"{counts}; {len(chosen)} gradings, {harmless} took no harm, {len(failed)} failed; "
              f"{time.monotonic() - start:.0f} s")
        return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
