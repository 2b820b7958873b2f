#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures rows and prints them as a table; see script/bench. A row is a class of rows_*.py."""
import argparse
import json
import os
import sys

import rows_class  # noqa: F401 (its rows make themselves known)
import rows_flood  # noqa: F401
import rows_judge  # noqa: F401
import rows_loop  # noqa: F401
import rows_watch  # noqa: F401
from place import ROOT, Place
from row import ROWS


def arguments():
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help="the rows to run, all of them by default; "
                        "a beginning names all rows that begin so")
    parser.add_argument("--list", action="store_true", help="name the rows")
    parser.add_argument("--quick", action="store_true",
                        help="two minutes: fewer pairs, a smaller class, and without the rows that take long")
    parser.add_argument("--check", action="store_true", help="end with status 1 when a goal does not hold")
    parser.add_argument("--pairs", type=int, help="how many pairs of runs, instead of each row's own number")
    parser.add_argument("-o", "--output", default=os.path.join(ROOT, "build", "bench", "bench.json"),
                        help="where the figures go as JSON (build/bench/bench.json)")
    parser.add_argument("--build", default=os.path.join(ROOT, "build", "release"),
                        help="the build to measure (build/release)")
    return parser.parse_args()


def chosen(names):
    unknown = [name for name in names if not any(known.startswith(name) for known in ROWS)]
    if unknown:
        raise SystemExit(f"script/bench: no row {unknown[0]}; --list names them")
    return [cls for known, cls in ROWS.items()
            if not names or any(known.startswith(name) for name in names)]


def side_words(side):
    return f"{side['side']} {side['median']:.3f} ({side['low']:.3f}..{side['high']:.3f})"


def show(result):
    print(f"{'holds ' if result['holds'] else 'MISSED'} {result['name']:24} {result['figure_words']:>18}  "
          f"{', '.join(side_words(side) for side in result['sides'])}")
    print(f"       {result['title']}; goal: {result['goal']}", flush=True)


def main():
    options = arguments()
    if options.list:
        for name, cls in ROWS.items():
            print(f"{name:24} {cls.title}; goal: {cls.goal}")
        return 0
    rows = chosen(options.rows)
    if options.quick:
        rows = [cls for cls in rows if cls.quick_pairs > 0]
    place = Place(options.build, os.path.join(ROOT, "build", "bench"), options.quick)
    print("Medians, and the quartiles in brackets; the figure is the median over the pairs of runs.")
    results = []
    for cls in rows:
        results.append(cls(place).run(options.pairs or (cls.quick_pairs if options.quick else None)))
        show(results[-1])
    os.makedirs(os.path.dirname(os.path.abspath(options.output)), exist_ok=True)
    temporary = options.output + ".new"
    with open(temporary, "w", encoding="utf-8") as file:
        json.dump({"schema": "mpigrade/bench/1", "cores": len(os.sched_getaffinity(0)),
                   "quick": options.quick, "rows": results},
                  file, indent=1)
        file.write("\n")
    os.replace(temporary, options.output)
    print(f"{sum(r['holds'] for r in results)} of {len(results)} goals hold; the figures: {options.output}")
    return 1 if options.check and not all(result["holds"] for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
