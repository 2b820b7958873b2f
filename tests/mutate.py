#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Seeds one small fault into a reference program, grades the result, and expects points to be lost.

    mutate.py --list                            the mutants of mutants.json, "exercise/name" a line
    mutate.py MPIGRADE 02-equal-chunks/bound_off_by_one

A mutant that still earns full marks names a mistake that the rubric does not see.
"""

import json
import os
import sys
import tempfile

import grading
from grading import Failed

TESTS = os.path.dirname(os.path.abspath(__file__))


def mutants():
    with open(os.path.join(TESTS, "mutants.json"), encoding="utf-8") as file:
        table = json.load(file)
    return {
        f"{exercise}/{name}": (entry["reference"], fault)
        for exercise, entry in table.items()
        for name, fault in entry["mutants"].items()
    }


def seed(source, fault):
    """The source with the fault in place. A fault whose text is not there once has gone stale."""
    for text, replacement in fault.items():
        if source.count(text) != 1:
            raise Failed(f"{text!r} occurs {source.count(text)} times in the reference, not once")
        source = source.replace(text, replacement)
    return source


def check_mutant(mpigrade, mutant):
    if mutant not in mutants():
        raise Failed(f"{mutant}: no such mutant in mutants.json")
    reference, fault = mutants()[mutant]
    path = os.path.join(os.path.dirname(TESTS), "patterns", reference)
    with open(path, encoding="utf-8") as file:
        source = seed(file.read(), fault)
    with tempfile.TemporaryDirectory() as folder:
        submission = os.path.join(folder, reference)
        with open(submission, "w", encoding="utf-8") as file:
            file.write(source)
        report = grading.grade(mpigrade, mutant.split("/")[0], submission)
    if report["outcome"] != "graded":
        raise Failed(f"the mutant was to be run and was not\n{grading.summary(report)}")
    if report["score"]["points"] >= report["score"]["max"]:
        raise Failed("the fault went unseen: full marks")


def test():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(mutants()))
    elif len(sys.argv) == 3:
        check_mutant(sys.argv[1], sys.argv[2])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    grading.main(test)
