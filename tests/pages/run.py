#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Opens the pages that mpigrade writes in a real browser, one for all tests, and uses them as people do.

    run.py FOLDER [WORD ...]     FOLDER gets the screenshots; only tests whose names hold a WORD

Every function test_* of a file test_*.py beside this one is a test; it is given the browser and a folder of its
own. Status 77 when there is no browser, unless CI=true or MPIGRADE_BROWSER_MUST_WORK=1 say that there must be."""

import importlib
import os
import pathlib
import sys
import tempfile
import time
import traceback

from browser import Browser, NoBrowser
from rules import Wrong

here = pathlib.Path(__file__).resolve().parent


def tests(words):
    for path in sorted(here.glob("test_*.py")):
        module = importlib.import_module(path.stem)
        for name, function in vars(module).items():
            full = f"{path.stem.removeprefix('test_')}.{name.removeprefix('test_')}"
            if name.startswith("test_") and callable(function) and (not words or any(word in full for word in words)):
                yield full, function


def passes(browser, name, function):
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            function(browser, pathlib.Path(folder))
        except Wrong as problem:
            print(f"FAILED {name}: {problem}")
            return False
        except Exception:  # one test's fault is not the others'
            print(f"FAILED {name}:")
            traceback.print_exc(file=sys.stdout)
            return False
        finally:
            browser.dress()
    print(f"passed {name} ({time.monotonic() - start:.1f} s)")
    return True


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    chosen = list(tests(sys.argv[2:]))
    if not chosen:
        sys.exit("FAILED: there is no such test")
    try:
        with Browser(sys.argv[1]) as browser:
            failed = [name for name, function in chosen if not passes(browser, name, function)]
    except NoBrowser as problem:
        must = os.environ.get("MPIGRADE_BROWSER_MUST_WORK") == "1" or os.environ.get("CI") == "true"
        print(f"{'FAILED' if must else 'skipped'}: {problem}")
        sys.exit(1 if must else 77)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
