#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Grades one program of tests/watch/hostile, which forges the records that the watch reads. Whatever it
writes, mpigrade must end by itself, with a sound report, without a fault, in little memory, and must not have
looked at files outside of the submission. Its first comment says how the case ends, and whether `mpigrade run` is to
take it as well:
    expect OUTCOME | any [run, too]
Usage: check_hostile.py MPIGRADE PROGRAM.c"""
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
GRADER = os.path.join(HERE, "..", "..", "grader")
RUBRIC = os.path.join(HERE, "hostile", "rubric.json")
SECRET = "nobody may read this"
MOST_MB = 200
HANGS_S = 240


class Failed(Exception):
    """What is wrong."""


def peak_mb(pid):
    """The most memory that a process has had so far; 0 when it has gone."""
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8") as status:
            found = re.search(r"VmHWM:\s+(\d+)", status.read())
        return int(found.group(1)) // 1024 if found else 0
    except OSError:
        return 0


def run(*command):
    """Exit status, output and peak memory of mpigrade itself."""
    with tempfile.TemporaryFile() as out:
        peak, waited = 0, 0.0
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out,
                                 stderr=subprocess.STDOUT)
        while True:
            try:
                child.wait(0.02)
                break
            except subprocess.TimeoutExpired:
                peak, waited = max(peak, peak_mb(child.pid)), waited + 0.02
            if waited > HANGS_S:
                child.kill()
                child.wait()
                raise Failed(f"{command[1]} hangs")
        out.seek(0)
        return child.returncode, out.read(), peak


def expect_sound(status, output, peak):
    text = output.decode("utf-8", "replace")
    if status not in (0, 1):
        raise Failed(f"exit status {status}\n{text[-3000:]}")
    if peak > MOST_MB and "ASAN_OPTIONS" not in os.environ:
        raise Failed(f"{peak} MB of memory")
    if SECRET in text or "root:" in text:
        raise Failed("it read a file outside of the submission")
    if re.search(rb"[\x00-\x08\x0e-\x1f]", output):
        raise Failed("control characters come through")
    return text


def preprocessed(program, path):
    """One file that needs nothing of ours: the sandbox would not show it."""
    done = subprocess.run(["mpicc", "-E", "-D_GNU_SOURCE", "-I", GRADER, program], check=True,
                          stdout=subprocess.PIPE)
    with open(path, "wb") as file:
        file.write(done.stdout)


def main():
    mpigrade, program = sys.argv[1:]
    with open(program, encoding="utf-8") as file:
        comment = file.read().split("#include")[0]
    wanted = re.search(r"expect (\w+)", comment).group(1)
    with tempfile.TemporaryDirectory() as folder:
        submission = os.path.join(folder, "submission")
        os.mkdir(submission)
        with open(os.path.join(folder, "secret.txt"), "w", encoding="utf-8") as file:
            file.write(f"{SECRET} = recv(1)\n" * 5)
        preprocessed(program, os.path.join(submission, "program.c"))
        if "run, too" in comment:
            expect_sound(*run(mpigrade, "run", submission, "--np", "4", "--limit=wall_s=4"))
        status, output, peak = run(mpigrade, "grade", RUBRIC, submission, "--format", "json", "-o", "-",
                                   "--no-cache")
        report = json.loads(expect_sound(status, output, peak))
        case = report["cases"][0]
        if report["outcome"] != "graded" or wanted not in ("any", case["outcome"]):
            raise Failed(f"{report['outcome']}, case {case['outcome']}: {report.get('reason')} {case}"[:3000])
        print(case["outcome"], f"{peak} MB,", "all read" if case["calls"]["complete"] else "records lost")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
