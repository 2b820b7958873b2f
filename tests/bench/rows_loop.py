# SPDX-License-Identifier: MIT
"""Grading against what an assistant would do without mpigrade: tests/bench/plain_loop.sh, the same cases. All wall
clock times are taken from outside, with the sandbox and the watch on."""
import json
import os
import shutil
import statistics
import subprocess
import time

from place import ROOT
from row import Ratio, Row, row

LOOP = os.path.join(ROOT, "tests", "bench", "plain_loop.sh")
SAMPLES = os.path.join(ROOT, "tests", "cases")
PATTERNS = os.path.join(ROOT, "patterns")


def source(name):
    """The reference of an exercise, or a sample as EXERCISE/FILE."""
    return os.path.join(PATTERNS, name) if "/" not in name else os.path.join(SAMPLES, name)


class Exercise:
    """What the loop knows of an exercise: its cases, and what the reference prints for each."""

    known = {}

    def __init__(self, place, name):
        with open(os.path.join(ROOT, "rubrics", name + ".json"), encoding="utf-8") as file:
            rubric = json.load(file)
        self.cases = [" ".join([str(case["np"]), *case.get("args", [])]) for case in rubric["cases"]]
        self.folder = os.path.join(place.folder, "loop", name)
        os.makedirs(self.folder, exist_ok=True)
        with open(os.path.join(self.folder, "cases"), "w", encoding="utf-8") as file:
            file.write("\n".join(self.cases) + "\n")
        self.place, self.name = place, name
        self.expect()

    def expect(self):
        self.place.command([LOOP, "--expect", self.folder, source(self.name + ".c")])

    @classmethod
    def of(cls, place, name):
        if name not in cls.known:
            cls.known[name] = cls(place, name)
        return cls.known[name]


def seconds(work):
    start = time.monotonic()
    work()
    return time.monotonic() - start


# ---- one case ----


class SingleCase(Ratio):
    """Ours from outside, too: `mpigrade grade -j 1` of six such cases, less the same of one, a fifth of that. So
    sandbox, watch, judging and report are in it; what is done once for a submission is not."""

    np, more = 4, 5
    unit = "s"
    sides = ("mpirun", "mpigrade")
    most = 0.40
    goal = "at most 0.40 of plain mpirun"

    def rubric(self, count):
        path = os.path.join(self.place.folder, f"hello-{self.np}-{count}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"id": f"hello-{self.np}-{count}", "title": "hello", "reference": source("00-spmd.c"),
                       "facts": {"greeting": {"fields": {"rank": {"type": "int", "role": "rank"}, "size": "int"},
                                              "templates": "Greetings from process {rank} of {size}"}},
                       "cases": [{"id": f"c{i}", "np": self.np} for i in range(count)],
                       "checks": [{"kind": "clean-exit", "points": 1}]}, file)
        return path

    def prepare(self):
        self.program = os.path.join(self.place.folder, "hello")
        subprocess.run(["mpicc", "-O1", "-o", self.program, source("00-spmd.c")], check=True)
        self.rubrics = [self.rubric(1), self.rubric(1 + self.more)]
        for side in self.sides:
            self.measure(side)

    def grade(self, rubric):
        return seconds(lambda: self.place.command(
            [self.place.mpigrade(True), "grade", rubric, source("00-spmd.c"), "-j", "1",
             "-o", os.path.join(self.place.folder, "hello-report.json")]))

    def mpirun(self):
        env = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
        for _ in range(self.more):
            subprocess.run(["mpirun", "--oversubscribe", "-np", str(self.np), self.program], check=True,
                           env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    def measure(self, side):
        if side == "mpirun":
            return seconds(self.mpirun) / self.more
        one, all_of_them = (self.grade(rubric) for rubric in self.rubrics)
        return (all_of_them - one) / self.more


def single_case(number):
    return row(type(f"Case{number}", (SingleCase,), {
        "np": number, "name": f"case-np-{number}",
        "title": f"one case of a built program, hello, np {number}, one after the other"}))


CASES = [single_case(number) for number in (1, 2, 4, 8)]


# ---- one submission ----


class SingleGrade(Ratio):
    exercise, sample, cached = "07-ring", "07-ring/right_length_first.c", False
    unit = "s"
    sides = ("loop", "mpigrade")
    pairs = 5
    most = 0.45
    goal = "at most 0.45 of the loop"

    def prepare(self):
        self.known = Exercise.of(self.place, self.exercise)
        self.measure("mpigrade")

    def measure(self, side):
        if side == "loop":
            return seconds(lambda: self.place.command([LOOP, self.known.folder, source(self.sample)]))
        words = [self.place.mpigrade(True), "grade", self.exercise, source(self.sample),
                 "-o", os.path.join(self.place.folder, "grade.json")]
        return seconds(lambda: self.place.command(words + ([] if self.cached else ["--no-cache"])))


@row
class GradeC(SingleGrade):
    name = "grade-c"
    title = "grade of a right C program, 07-ring, six cases; its reference is run, too"


@row
class GradeCAgain(SingleGrade):
    name = "grade-c-remembered"
    title = "the same; the reference is remembered, as from the second submission on"
    cached = True


@row
class GradePython(SingleGrade):
    name = "grade-python"
    title = "grade of a right Python program, 07-ring, six cases; its reference is run, too"
    sample = "07-ring/right_python.py"


@row
class GradePythonAgain(GradePython):
    name = "grade-python-remembered"
    title = "the same; the reference is remembered"
    cached = True


# ---- a class ----

RIGHT = {"02-equal-chunks": ["right_asks_who_owns_it.c", "right_counts_down.c", "right_spanish.c",
                             "right_while_loop.c", "right_other_wording.c"],
         "07-ring": ["right_length_first.c", "right_other_wording.c", "right_probe_and_text.c",
                     "right_spanish.c"]}
HANGS = "07-ring/receives_first_deadlocks.c"


class Class(Row):
    """Half of the submissions to each of two exercises, every one another text. `mpigrade batch` with its default
    options but for the folder of remembered references, which is empty: so both sides begin with what the reference
    prints."""

    size, hanging, wording = 40, 0, ""
    unit = "s"
    sides = ("loop", "mpigrade")
    least = 6.5

    def prepare(self):
        if self.place.quick:
            self.size, self.hanging = self.size // 5, self.hanging // 4
        self.folder = os.path.join(self.place.folder, self.name)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.handed_in = {exercise: [] for exercise in RIGHT}
        for i in range(self.size):
            exercise = list(RIGHT)[i % len(RIGHT)]
            number = i // len(RIGHT)
            samples = RIGHT[exercise]
            name = exercise + "/" + samples[number % len(samples)]
            if exercise == HANGS.split("/", maxsplit=1)[0] and number < self.hanging:
                name = HANGS
            path = os.path.join(self.folder, "class", f"student{number:02}", exercise + ".c")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(source(name), encoding="utf-8") as file, open(path, "w", encoding="utf-8") as to:
                to.write(f"{file.read()}\n/* student {number} */\n")
            self.handed_in[exercise].append(path)
        self.course = os.path.join(self.folder, "course.json")
        with open(self.course, "w", encoding="utf-8") as file:
            json.dump({"title": "A class", "exercises": list(RIGHT)}, file)
        self.known = {exercise: Exercise.of(self.place, exercise) for exercise in RIGHT}
        self.cases = sum(len(self.known[exercise].cases) * len(paths)
                         for exercise, paths in self.handed_in.items())
        self.title = self.wording.format(size=self.size, hanging=self.hanging)

    def loop(self):
        for exercise, paths in self.handed_in.items():
            self.known[exercise].expect()
            self.place.command([LOOP, self.known[exercise].folder, *paths])

    def batch(self):
        """The words that start one; nothing of an earlier one is left."""
        output = os.path.join(self.folder, "results")
        shutil.rmtree(output, ignore_errors=True)
        return [self.place.mpigrade(True), "batch", self.course, os.path.join(self.folder, "class"),
                "-o", output, "--no-cache", "--quiet"]

    def measure(self, side):
        return seconds(self.loop if side == "loop" else lambda: self.place.command(self.batch()))

    def figure(self, pairs):
        figure = statistics.median(loop / ours for loop, ours in pairs)
        ours = statistics.median(ours for _, ours in pairs)
        return figure, f"{figure:.1f} x, {ours / self.cases:.3f} s/case"

    def holds(self, figure, pairs):
        return figure >= self.least


@row
class Healthy(Class):
    name = "class-healthy"
    wording = "a class of {size} right submissions, six cases each, mpigrade batch"
    title = wording.format(size=40)
    goal = "at least 6.5 times as fast as the loop"
    pairs = 2


@row
class Hanging(Class):
    name = "class-hanging"
    wording = "the same class of {size} with {hanging} that deadlock, which the loop waits 10 s a case for"
    title = wording.format(size=40, hanging=4)
    goal = "at least 25 times as fast as the loop"
    hanging, least, pairs = 4, 25, 1


@row
class OwnCpu(Class):
    """Everybody who dies in a sandbox becomes this process's child: so the CPU time of all is known in the end. That of
    mpigrade itself, the batch and its workers, is read while they run."""

    name = "own-cpu"
    wording = "CPU time of mpigrade itself (not of bwrap, agents) of all that a batch of {size} takes"
    title = wording.format(size=40)
    unit = "s of CPU"
    sides = ("all", "mpigrade")
    goal = "at most 3 %"
    pairs = 3

    def prepare(self):
        super().prepare()
        self.found = {}

    def measure(self, side):
        if side not in self.found:  # both come of one run
            self.found = dict(zip(self.sides, self.place.cpu_times(self.batch())))
        return self.found.pop(side)

    def figure(self, pairs):
        figure = statistics.median(ours / all_of_it for all_of_it, ours in pairs)
        return figure, f"{figure:.1%}"

    def holds(self, figure, pairs):
        return figure <= 0.03
