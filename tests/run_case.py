#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Grades one sample of tests/cases and compares the report with the folder's expect.json.

    run_case.py MPIGRADE tests/cases/02-equal-chunks/remainder_lost.c
    run_case.py --folder tests/cases/02-equal-chunks     every sample has an entry and no entry is stale

The folder's name is the exercise. An entry of expect.json holds any of the keys of EXPECTATIONS, and
"needs" where output alone cannot tell the sample from a right one.
"""

import json
import os
import re
import sys

import grading
from grading import Failed

EXPECT = "expect.json"


def findings(report):
    return [finding for check in report.get("checks", []) for finding in check["findings"]]


def statuses(report):
    return {check["id"]: check["status"] for check in report.get("checks", [])}


def percent(report, wanted):
    return grading.percent(report) == wanted


def below(report, wanted):
    return grading.percent(report) < wanted


def at_least(report, wanted):
    return grading.percent(report) >= wanted


def misconception(report, wanted):
    return any(finding.get("misconception") == wanted for finding in findings(report))


def failed(report, wanted):
    return all(statuses(report).get(check) in ("failed", "partial") for check in wanted)


def passed(report, wanted):
    return all(statuses(report).get(check) == "passed" for check in wanted)


def outcome(report, wanted):
    return report["outcome"] == wanted


def case_outcome(report, wanted):
    return any(case["outcome"] == wanted for case in report.get("cases", []))


def reason(report, wanted):
    return re.search(wanted, report.get("reason") or "") is not None


def finding(report, wanted):
    return any(re.search(wanted, each["what"]) for each in findings(report))


EXPECTATIONS = {
    "percent": percent,  # the score is this percentage exactly
    "below": below,  # ... lower than this
    "at_least": at_least,  # ... this or higher
    "misconception": misconception,  # some finding is of this kind
    "failed": failed,  # these checks (ids) lost points
    "passed": passed,  # these checks (ids) lost none
    "outcome": outcome,  # graded, not_gradable ("graded" unless said)
    "case_outcome": case_outcome,  # some case ended so: crashed, deadlocked ...
    "reason": reason,  # regular expression, found in the report's reason
    "finding": finding,  # regular expression, found in some finding's sentence
}


# What the grader must be able to see before a sample can be told from a right one. Until the report
# has it, the sample is skipped.
NEEDS = {
    "calls": lambda report: any(case.get("calls") for case in report.get("cases", [])),
}


def load(folder):
    try:
        with open(os.path.join(folder, EXPECT), encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise Failed(f"{folder}/{EXPECT}: {error}") from error


def check_folder(folder):
    samples = {name for name in os.listdir(folder) if name != EXPECT and not name.startswith(".")}
    entries = load(folder)
    if samples != set(entries):
        raise Failed(
            f"{folder}: samples without an entry in {EXPECT}: {sorted(samples - set(entries))}; "
            f"entries without a sample: {sorted(set(entries) - samples)}"
        )
    for name, expected in entries.items():
        unknown = set(expected) - set(EXPECTATIONS) - {"needs"}
        if not expected or unknown or expected.get("needs", "calls") not in NEEDS:
            raise Failed(f"{folder}/{EXPECT}: {name}: expects nothing, or unknown keys {unknown}")


def check_sample(mpigrade, sample):
    folder, name = os.path.split(os.path.abspath(sample))
    entries = load(folder)
    if name not in entries:
        raise Failed(f"{name} has no entry in {folder}/{EXPECT}")
    expected = {"outcome": "graded", **entries[name]}
    needs = expected.pop("needs", None)
    report = grading.grade(mpigrade, os.path.basename(folder), sample)
    if needs and not NEEDS[needs](report):
        print(f"SKIPPED: the report has no {needs}")
        sys.exit(77)
    missed = [
        f"{key}: {wanted!r}"
        for key, wanted in expected.items()
        if not EXPECTATIONS[key](report, wanted)
    ]
    if missed:
        raise Failed(f"expected {', '.join(missed)}; the report says\n{grading.summary(report)}")


def test():
    if len(sys.argv) == 3 and sys.argv[1] == "--folder":
        check_folder(sys.argv[2])
    elif len(sys.argv) == 3:
        check_sample(sys.argv[1], sys.argv[2])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    grading.main(test)
