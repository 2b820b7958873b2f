# SPDX-License-Identifier: MIT
"""Where the bench works: the build that is measured, the same build without its watch, a folder for the rest."""
import json
import os
import re
import shutil
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAMS = os.path.join(ROOT, "tests", "bench", "programs")


class Place:
    def __init__(self, build, folder):
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
                                        os.path.join(ROOT, program), "--require", "0",
                                        "--format", "json", "-o", "-"]))
