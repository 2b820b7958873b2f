#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs one program of tests/hostile and compares what is told of it with the folder's expect.json.

    run_hostile.py MPIGRADE tests/hostile/kills_mpirun.c
    run_hostile.py --folder tests/hostile      every program has an entry and no entry is stale

An entry: outcome ("finished" unless said), culprit and limit (null unless said), and any of
    limits       others than LIMITS
    said         regular expressions, found in the findings or in the reason
    also         kinds of findings beside the one that tells the ending
    printed      by rank: a regular expression, found in what it printed
    diagnostics  a regular expression, found in what the compiler said
    text         regular expressions, found in the report for people; "!..." may not be found
Whatever a program does, it is never a fault of the grader's, and nothing names a place of ours.
"""

import json
import os
import re
import subprocess
import sys

import grading
from grading import Failed

EXPECT = "expect.json"
KEYS = {"outcome", "culprit", "limit", "limits", "said", "also", "printed", "diagnostics", "text"}
LIMITS = {
    "wall_s": 30,
    "cpu_s": 10,
    "memory_mb": 200,
    "processes": 40,
    "file_mb": 16,
    "open_files": 64,
    "output_kb": 16,
    "build_s": 30,
    "build_memory_mb": 512,
}


def load(folder):
    with open(os.path.join(folder, EXPECT), encoding="utf-8") as file:
        return json.load(file)


def check_folder(folder):
    programs = {name for name in os.listdir(folder)
                if name != EXPECT and not name.startswith(".") and not name.endswith(".h")}
    entries = load(folder)
    if programs != set(entries):
        raise Failed(f"programs and entries of {EXPECT} differ: {sorted(programs ^ set(entries))}")
    for name, entry in entries.items():
        if set(entry) - KEYS:
            raise Failed(f"{name}: unknown keys {set(entry) - KEYS}")


def run(mpigrade, program, entry, form):
    limits = {**LIMITS, **entry.get("limits", {})}
    # Some of these would end all that runs here: never without walls.
    command = [mpigrade, "run", program, "--np=3", "--sandbox=require", "--format", form, "-o", "-"]
    command += [f"--limit={name}={value}" for name, value in limits.items()]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode == 3 and b"sandbox" in done.stderr:
        if os.environ.get("MPIGRADE_SANDBOX_MUST_WORK"):
            raise Failed(done.stderr.decode())
        print("SKIPPED: no sandbox here")
        sys.exit(77)
    return done


def one_of(pattern, texts):
    return any(re.search(pattern, text) for text in texts)


def problems(entry, report, status):
    texts = [finding["text"] for finding in report["findings"]] + [report.get("reason") or ""]
    kinds = {finding["kind"] for finding in report["findings"]}
    outcome = entry.get("outcome", "finished")
    told = {"finished": set(), "deadlocked": {"deadlock"}, "not_gradable": {"does_not_compile"}}
    wanted = told.get(outcome, {outcome}) | set(entry.get("also", []))
    build = report["build"]["diagnostics"] or ""
    if status != (1 if kinds else 0):
        yield f"exit status {status}"
    for key, value in (("outcome", outcome), ("culprit", entry.get("culprit")),
                       ("limit", entry.get("limit"))):
        if report[key] != value:
            yield f"{key} is {report[key]}, not {value}"
    if kinds != wanted:
        yield f"findings are {sorted(kinds)}, not {sorted(wanted)}"
    for pattern in entry.get("said", []):
        if not one_of(pattern, texts):
            yield f"nothing says {pattern}"
    for rank, pattern in entry.get("printed", {}).items():
        if not re.search(pattern, report["ranks"][int(rank)]["stdout"]):
            yield f"rank {rank} did not print {pattern}"
    if not re.search(entry.get("diagnostics", ""), build) or len(build) > 70000:
        yield f"diagnostics of {len(build)} characters: {build[:500]}"
    for text in texts + [build]:
        if re.search(r"/dev/shm/mpigrade|/mpigrade-\w+-|/program/|/build/", text):
            yield f"names a place of ours: {text[:500]}"


def check_text(entry, text):
    for pattern in entry["text"]:
        found = re.search(pattern.lstrip("!"), text, re.MULTILINE) is not None
        if found == pattern.startswith("!"):
            raise Failed(f"the report for people: {pattern}\n{text[:3000]}")


def check_program(mpigrade, program):
    folder, name = os.path.split(os.path.abspath(program))
    entry = load(folder)[name]
    done = run(mpigrade, program, entry, "json")
    try:
        report = json.loads(done.stdout)
    except ValueError as error:
        raise Failed(f"status {done.returncode}, no report: {error}\n{done.stderr}") from error
    found = list(problems(entry, report, done.returncode))
    if found:
        told = [finding["text"] for finding in report["findings"]]
        ends = [(rank["exit_code"], rank["signal_name"]) for rank in report["ranks"]]
        raise Failed("\n".join(found + told + [str(ends), done.stderr.decode(errors="replace")]))
    if "text" in entry:
        done = run(mpigrade, program, entry, "text")
        check_text(entry, done.stdout.decode() + done.stderr.decode())


def test():
    if len(sys.argv) == 3 and sys.argv[1] == "--folder":
        check_folder(sys.argv[2])
    elif len(sys.argv) == 3:
        check_program(sys.argv[1], sys.argv[2])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    grading.main(test)
