#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the whole report of a submission with the stored one, and with a second grading of it.

    golden.py MPIGRADE tests/golden/02-equal-chunks/remainder_lost.c
    golden.py --update MPIGRADE SAMPLE     stores what the program says now, to be read before it is committed

The stored report stands beside the sample as SAMPLE.report.json, with what depends on the machine and the
release taken out.
"""

import difflib
import json
import os
import socket
import sys

import grading
from grading import Failed


def text_of(value):
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def expect_equal(wanted, got, what):
    if wanted != got:
        lines = difflib.unified_diff(
            wanted.splitlines(), got.splitlines(), "expected", "got", lineterm="", n=2
        )
        raise Failed(f"{what}\n" + "\n".join(lines))


def graded_once(mpigrade, exercise, sample):
    report = grading.grade(mpigrade, exercise, sample)
    if not report.pop("timing", None):
        raise Failed("the report has no timing")
    return text_of(report)


def portable(text):
    """Without what changes from machine to machine and from release to release."""
    report = json.loads(text.replace(socket.gethostname(), "HOST"))
    report["environment"] = sorted(report["environment"])
    report["exercise"]["rubric_sha256"] = ""
    return text_of(report)


def check_sample(mpigrade, sample, update):
    exercise = os.path.basename(os.path.dirname(os.path.abspath(sample)))
    stored = f"{sample}.report.json"
    first = graded_once(mpigrade, exercise, sample)
    if update:
        with open(stored, "w", encoding="utf-8") as file:
            file.write(portable(first))
        return
    second = graded_once(mpigrade, exercise, sample)
    expect_equal(first, second, "two gradings differ outside timing")
    with open(stored, encoding="utf-8") as file:
        expect_equal(file.read(), portable(first), f"not the report of {stored}")


def test():
    arguments = sys.argv[1:]
    update = arguments[:1] == ["--update"]
    if len(arguments) != 2 + update:
        sys.exit(__doc__)
    check_sample(arguments[-2], arguments[-1], update)


if __name__ == "__main__":
    grading.main(test)
