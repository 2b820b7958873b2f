# SPDX-License-Identifier: MIT
"""Grades a submission with the real program and returns its report: what the tests in Python share."""

import json
import os
import subprocess
import sys


class Failed(Exception):
    """The test failed; its text says why."""


def grade(mpigrade, exercise, path, *options):
    """The report, once its exit status, its outcome and its points agree with each other."""
    command = [mpigrade, "grade", exercise, path, "--format", "json", "-o", "-", *options]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    said = run.stderr.decode(errors="replace").strip()
    try:
        report = json.loads(run.stdout)
    except ValueError as error:
        raise Failed(f"exit status {run.returncode} and no JSON report ({error})\n{said}") from error
    expect_consistent(report, run.returncode, said)
    return report


def expect_consistent(report, status, said):
    outcome, score = report["outcome"], report.get("score")
    if outcome == "grader_fault":
        raise Failed(f"grader fault: {report.get('reason')}\n{said}")
    full = outcome == "graded" and score["points"] == score["max"]
    if status != (0 if full else 1):
        raise Failed(f"exit status {status} does not fit outcome {outcome} and score {score}\n{said}")
    if outcome == "graded":
        total = sum(check["points"] for check in report["checks"])
        if abs(total - score["points"]) > 0.0005:
            raise Failed(f"the checks' points add up to {total}, the score says {score['points']}")


def percent(report):
    """0 for what could not be graded: it earned nothing."""
    return report["score"]["percent"] if report["outcome"] == "graded" else 0


def summary(report):
    """A few lines for whoever reads the log of a failed test."""
    lines = [f"outcome {report['outcome']}, {percent(report)} %"]
    if report.get("reason"):
        lines.append(f"reason: {report['reason']}")
    if not (report.get("build") or {"ok": True})["ok"]:
        lines.append(str(report["build"]["diagnostics"]))
    for case in report.get("cases", []):
        if case["outcome"] != "finished":
            lines.append(f"case {case['id']}: {case['outcome']}")
    for check in report.get("checks", []):
        lines.append(f"{check['id']}: {check['status']}, {check['points']} of {check['max']}")
        for finding in check["findings"][:3]:
            place = f"{finding.get('case')}: " if finding.get("case") else ""
            name = f" [{finding['misconception']}]" if finding.get("misconception") else ""
            lines.append(f"    {place}{finding['what']}{name}")
    return "\n".join(lines)


def main(test):
    """Runs `test()` as a CTest: quiet when it passes, one FAILED text and status 1 when not."""
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    os.environ.pop("LANGUAGE", None)
    try:
        test()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
