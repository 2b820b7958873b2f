#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs one program of tests/watch/programs under the watch and compares what was found with what its first
comment says:
    np N
    expect clean | timed_out | lost | deadlock RANK... | misuse KIND
    env NAME=VALUE...
    methods NAME=COUNT... (of mpi4py, as rank 1 calls them)
A line with /* stuck RANK... */ is where these ranks must be found stuck.
Usage: check.py [--mpich] [--repeat N] WATCH_RUN LIBRARY PROGRAM.c|.py"""
import os
import re
import subprocess
import sys
import tempfile


def say(problem, output):
    print(problem)
    print(output)
    return 1


def expectation(text):
    words = dict(re.findall(r"^[/#]?[ *]*(np|expect|env|methods) +(.+?)(?: \*/)?$", text, re.M))
    stuck = {}
    for number, line in enumerate(text.splitlines(), 1):
        marked = re.search(r"/\* stuck ([\d ]+)\*/|# stuck ([\d ]+)$", line)
        if marked:
            for rank in (marked.group(1) or marked.group(2)).split():
                stuck[rank] = number
    return words, stuck


def command(options, library, np, program, words):
    mpich = "--mpich" in options
    names = ["LD_PRELOAD"] + [pair.split("=")[0] for pair in words.get("env", "").split()]
    values = dict(pair.split("=") for pair in words.get("env", "").split())
    values["LD_PRELOAD"] = library
    run = ["mpirun.mpich"] if mpich else ["mpirun", "--oversubscribe", "--mca",
                                          "mpi_yield_when_idle", "1"]
    run += ["-np", np]
    for name in names:
        run += ["-env", name, values[name]] if mpich else ["-x", f"{name}={values[name]}"]
    return run + program


def judge(words, stuck, output):
    outcome = re.search(r"^outcome (\w+)", output, re.M)
    outcome = outcome.group(1) if outcome else "nothing"
    kind, *more = words["expect"].split()
    misuses = set(re.findall(r"^misuse (\w+)", output, re.M))
    ranks = dict(re.findall(r"^stuck (\d+) \S+ \S+:(\d+)", output, re.M))
    if ("incomplete" in output.split("\n")) != (kind == "lost"):
        return "records were lost" if kind != "lost" else "no records were lost"
    methods = " ".join(f"{name}={count}" for name, count in
                       re.findall(r"^method 1 (\S+) (\d+)", output, re.M))
    if methods != words.get("methods", methods):
        return f"rank 1 calls {methods}"
    if kind in ("clean", "timed_out", "lost"):
        wanted = "timed_out" if kind == "timed_out" else "finished"
        if outcome != wanted or misuses:
            return f"expected {wanted} and no misuse, got {outcome} {misuses}"
    elif kind == "deadlock":
        if outcome != "deadlocked" or sorted(ranks) != sorted(more):
            return f"expected a deadlock of {more}, got {outcome} of {sorted(ranks)}"
        for rank, line in stuck.items():
            if ranks.get(rank) != str(line):
                return f"rank {rank} is stuck in line {line}, not {ranks.get(rank)}"
    elif kind == "misuse" and not set(more) <= misuses:
        return f"expected {more}, got {misuses}"
    return None


def main():
    options = [a for a in sys.argv[1:] if a.startswith("--")]
    runner, library, source = [a for a in sys.argv[1:] if not a.startswith("--")]
    repeat = next((int(o.split("=")[1]) for o in options if o.startswith("--repeat=")), 1)
    with open(source, encoding="utf-8") as file:
        words, stuck = expectation(file.read())
    os.environ.update(WATCH_SCRIPTS=os.path.dirname(os.path.abspath(source)),
                      OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
    with tempfile.TemporaryDirectory() as folder:
        program = [os.path.join(folder, "program")]
        compiler = "mpicc.mpich" if "--mpich" in options else "mpicc"
        if source.endswith(".py"):
            program = ["/usr/bin/python3", source]
        else:
            subprocess.run([compiler, "-g", "-O1", "-pthread", "-w", source, "-o", program[0]],
                           check=True)
        seconds = "3" if words["expect"] == "timed_out" else "240"
        for _ in range(repeat):
            done = subprocess.run([runner, library, seconds] +
                                  command(options, library, words["np"], program, words),
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  errors="replace", timeout=500)
            problem = judge(words, stuck, done.stdout)
            if problem:
                return say(problem, done.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
