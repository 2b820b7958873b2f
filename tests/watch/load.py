#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""No false deadlock and no missed one on a busy machine: runs programs of tests/watch/programs many times, several
at once, with processes beside them that only compute. MPIGRADE_LOAD_RUNS says how many times in all (100),
MPIGRADE_LOAD_HOGS how many processes compute (4).
Usage: load.py WATCH_RUN LIBRARY"""
import concurrent.futures
import os
import re
import statistics
import subprocess
import sys
import tempfile

import check

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs")
RUNS = int(os.environ.get("MPIGRADE_LOAD_RUNS", "100"))
HOGS = int(os.environ.get("MPIGRADE_LOAD_HOGS", "4"))
AT_ONCE = 3
RIGHT_SHARE = 3 / 4

# What is nearest to a deadlock without being one, with the numbers of processes that it works with.
RIGHT = {
    "all_collectives": (4,),
    "answers_whom_it_heard": (4,),
    "dynamic_master_and_workers": (3, 5, 8),
    "exchange_in_right_order": (2, 4, 8),
    "exchange_in_right_order_strictly": (2, 4),
    "large_bcast": (2, 4, 7),
    "large_messages_both_ways": (2, 6),
    "many_receives_in_flight": (2, 4),
    "many_small_messages_one_way": (2,),
    "non_blocking_collectives": (3,),
    "persistent_requests": (2,),
    "probe_then_receive": (2,),
    "ring_round_and_round": (3, 8),
    "root_of_bcast_runs_ahead": (4, 6),
    "topologies_and_neighbours": (4,),
    "wildcard_irecvs_beside_named_ones": (3,),
}
STUCK = (
    "any_source_but_nobody_sends", "barrier_against_receive", "crossed_barriers",
    "cycle_of_three_after_a_thousand_messages", "everyone_receives_first", "everyone_sends_much_first",
    "everyone_ssends_first", "finalizes_while_another_receives", "gather_without_a_member",
    "half_of_a_split_communicator", "isends_much_and_waits", "waitall_misses_one_message",
)


class Program:
    """One of them, compiled."""

    def __init__(self, folder, name):
        source = os.path.join(HERE, name + ".c")
        with open(source, encoding="utf-8") as file:
            self.words, self.stuck = check.expectation(file.read())
        self.name, self.path = name, os.path.join(folder, name)
        subprocess.run(["mpicc", "-g", "-O1", "-pthread", "-w", source, "-o", self.path], check=True)

    def run(self, runner, library, np):
        """What is wrong (None: nothing), and how long after the last rank got stuck the verdict came."""
        command = check.command([], library, np, [self.path], self.words)
        done = subprocess.run([runner, library, "240"] + command, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", timeout=500)
        problem = check.judge(self.words, self.stuck, done.stdout)
        verdict = re.search(r"verdict_ms=([\d.]+)", done.stdout)
        return problem and f"{self.name} np {np}: {problem}\n{done.stdout}", verdict and float(verdict.group(1))


def plan(folder):
    """The runs, right and stuck ones mixed."""
    programs = {name: Program(folder, name) for name in (*RIGHT, *STUCK)}
    right = [(programs[name], str(np)) for name, nps in RIGHT.items() for np in nps]
    stuck = [(programs[name], programs[name].words["np"]) for name in STUCK]
    count = round(RUNS * RIGHT_SHARE)
    runs = [right[i % len(right)] for i in range(count)]
    for i in range(RUNS - count):
        runs.insert(i * 4 % len(runs), stuck[i % len(stuck)])
    return runs


def main():
    runner, library = sys.argv[1:]
    os.environ.update(OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
    with tempfile.TemporaryDirectory() as folder:
        runs = plan(folder)
        hogs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(HOGS)]
        try:
            with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
                results = list(pool.map(lambda run: run[0].run(runner, library, run[1]), runs))
        finally:
            for hog in hogs:
                hog.kill()
                hog.wait()
    problems = [problem for problem, _ in results if problem]
    verdicts = sorted(verdict for _, verdict in results if verdict is not None)
    print("\n".join(problems))
    print(f"{len(runs)} runs, {len(problems)} wrong; {len(verdicts)} verdicts, after "
          f"{statistics.median(verdicts)} ms (median), {verdicts[-1]} ms (latest)")
    for (program, np), (_, verdict) in zip(runs, results):
        if verdict is not None and "MPIGRADE_LOAD_VERBOSE" in os.environ:
            print(program.name, np, verdict)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
