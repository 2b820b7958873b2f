# SPDX-License-Identifier: MIT
"""Where the bench works: the build that is measured, the same build without its watch, a folder for the rest."""
import ctypes
import json
import os
import re
import resource
import shutil
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAMS = os.path.join(ROOT, "tests", "bench", "programs")


PR_SET_CHILD_SUBREAPER = 36


def own_cpu(pid):
    """Seconds of CPU of a process, its threads, but not its children; None when it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            words = file.read().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return None


def children_of(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="utf-8") as file:
            return file.read().split()
    except OSError:
        return []


class Place:
    def __init__(self, build, folder, quick=False):
        self.quick = quick
        self.build = os.path.abspath(build)
        self.folder = os.path.abspath(folder)
        os.makedirs(self.folder, exist_ok=True)
        # mpigrade looks for the watch beside itself; where there is none, programs run unwatched.
        self.unwatched = os.path.join(self.folder, "unwatched")
        shutil.rmtree(self.unwatched, ignore_errors=True)
        os.makedirs(self.unwatched)
        for name in ("mpigrade", "mpigrade-agent"):
            shutil.copy2(os.path.join(self.build, name), self.unwatched)

    def mpigrade(self, watched):
        return os.path.join(self.build if watched else self.unwatched, "mpigrade")

    def command(self, words):
        env = dict(os.environ, MPIGRADE_CACHE=os.path.join(self.folder, "cache"))
        done = subprocess.run(words, capture_output=True, text=True, env=env, check=False)
        if done.returncode != 0:
            raise SystemExit(f"script/bench: {' '.join(words)} ended with status {done.returncode}:\n"
                             f"{done.stdout}{done.stderr}")
        return done.stdout

    def cpu_times(self, words):
        """Seconds of CPU: of all that a command starts, and of mpigrade's own processes among that. What dies in a
        sandbox has no other parent left than this process, which is told what it used."""
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        own = {}
        with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as child:
            while child.poll() is None:
                for pid in [str(child.pid), *children_of(child.pid)]:
                    used = own_cpu(pid)
                    if used is not None and self.is_mpigrade(pid):
                        own[pid] = used
                time.sleep(0.02)
        if child.returncode != 0:
            raise SystemExit(f"script/bench: {' '.join(words)} ended with status {child.returncode}")
        try:
            while True:
                os.waitpid(-1, 0)
        except ChildProcessError:
            pass
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, sum(own.values())

    @staticmethod
    def is_mpigrade(pid):
        try:
            with open(f"/proc/{pid}/comm", encoding="utf-8") as file:
                return file.read().startswith("mpigrade")
        except OSError:
            return False

    def measured(self, watched, program, np, *arguments):
        """Runs a program of tests/bench/programs as grading does; the figure that it prints."""
        path = os.path.join(PROGRAMS, program)
        output = self.command([self.mpigrade(watched), "run", path, "-np", str(np), "--",
                               *map(str, arguments)])
        found = re.search(r"figure (\S+)", output)
        if not found:
            raise SystemExit(f"script/bench: {program} printed no figure:\n{output}")
        return float(found.group(1))

    def report(self, watched, exercise, program):
        return json.loads(self.command([self.mpigrade(watched), "grade",
                                        os.path.join(ROOT, "rubrics", exercise + ".json"),
                                        os.path.join(ROOT, program), "--require", "0", "-j", "1",
                                        "--format", "json", "-o", "-"]))
