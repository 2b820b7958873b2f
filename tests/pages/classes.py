# SPDX-License-Identifier: MIT
"""Classes in stores of batches, without a grading: made by tests/bench/make_store.c from a stored report, then changed
by hand, so that everything that can become of a submission is in them."""

import atexit
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile

from rules import need

here = pathlib.Path(__file__).resolve().parent
MPIGRADE = os.environ.get("MPIGRADE", str(here / "../../build/dev/mpigrade"))
REPORTS = here / "../formats/reports"

# What a student may be called, in any of the names. None of it may ever be more than text.
HOSTILE = [
    "<script>window.pwned = 'name'</script>",
    "\"><img src=x onerror=\"window.pwned = 'quote'\">",
    "'><svg onload=window.pwned=1><!--",
    "../../../etc/passwd",
    "</title></style></script><iframe src=javascript:window.pwned=1></iframe>",
    "\u202egnihtemos\u202c \u2066\u200f",
    "nul\0bell\x07 escape\x1b[2J tab\t",
    "javascript:window.pwned=1",
    "n" * 3000,
    "&lt;b&gt; &amp;#0; %3Cscript%3E {{x}} ${x} `x`",
    "]]><style>*{display:none}</style>",
    "   ",
    "\ufeff\u2028line\u2029paragraph",
    "CON", "a:b|c?d*e", "index",
]  # fmt: skip
HOSTILE_TEXT = " ".join(HOSTILE[:7]) + "\n" + HOSTILE[7]


def call(*words, status=0):
    done = subprocess.run([MPIGRADE, *map(str, words)], capture_output=True, check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})  # fmt: skip
    need(done.returncode == status, f"{words}: status {done.returncode}: {done.stderr.decode()}")
    return done.stderr.decode()


def stored(name):
    return json.loads((REPORTS / f"{name}.json").read_text(encoding="utf-8"))


def plain(folder, students, exercises, report="hidden"):
    """Students who all handed in everything; each has the report, with other points."""
    out = folder / "out"
    maker = pathlib.Path(MPIGRADE).parent / "make_store"
    done = subprocess.run([maker, out, str(students), str(exercises), REPORTS / f"{report}.json"], capture_output=True,
                          check=False)  # fmt: skip
    need(done.returncode == 0, done.stderr.decode())
    return out


def change(out, *statements):
    with sqlite3.connect(out / "mpigrade.db") as store:
        store.execute("PRAGMA synchronous = OFF")
        for statement, *values in statements:
            store.execute(statement, values)
    store.close()


def attempt_of(student, exercise):
    return f"(SELECT id FROM attempts WHERE student = {student} AND exercise = {exercise})"


def eventful(folder, names=HOSTILE):
    """Twenty students and three exercises. By number, from 1: in exercise 1, student 1 met our fault, 2 waits, 3 handed in
    nothing, 4 could not be graded, 5 is late, 6 has points by hand, 7 hangs; student 8 handed in nothing at all; the
    sources of 9 and 10 are the same."""
    out = plain(folder, 20, 3)
    change(
        out,
        ("UPDATE results SET outcome = 'grader_fault', reason = ?, points = 0 WHERE attempt = " + attempt_of(1, 1), HOSTILE_TEXT),
        (f"DELETE FROM results WHERE attempt = {attempt_of(2, 1)}",),
        (f"DELETE FROM attempts WHERE id = {attempt_of(3, 1)}",),
        ("UPDATE results SET outcome = 'not_gradable', reason = ?, points = 0, after_lateness = 0 WHERE attempt = "
         + attempt_of(4, 1), HOSTILE_TEXT),
        (f"UPDATE results SET days_late = 2, points = 90000, after_lateness = 70000 WHERE attempt = {attempt_of(5, 1)}",),
        ("INSERT INTO overrides VALUES (6, 1, 55500, ?, 0)", HOSTILE_TEXT),
        (f"INSERT INTO deadlocks SELECT id, 'np2', ? FROM results WHERE attempt = {attempt_of(7, 1)}", HOSTILE_TEXT),
        ("DELETE FROM attempts WHERE student = 8",),
        (f"UPDATE results SET source_hash = 'same' WHERE attempt IN ({attempt_of(9, 1)}, {attempt_of(10, 1)})",),
        ("UPDATE misconceptions SET text = ?", HOSTILE_TEXT),
        ("UPDATE checks SET title = title || ? WHERE id = 1", HOSTILE_TEXT[:150]),
        ("UPDATE exercises SET title = ? WHERE id = 2", HOSTILE_TEXT[:200]),
        ("UPDATE batch SET title = ?", HOSTILE_TEXT[:200]),
        ("INSERT INTO strays (path, why) VALUES (?, ?)", HOSTILE_TEXT, HOSTILE_TEXT),
    )  # fmt: skip
    for number, name in enumerate(names, 1):
        folder_name = name.replace("/", "_").replace("\0", "")[:60].strip() or "_"
        change(out, ("UPDATE students SET name = ?, email = ?, login = ?, section = ?, folder = ? WHERE id = ?",
                     name, name + "@x.example", name, None if name.replace(" ", "").isalpha() else name[:20], f"{folder_name}~{number}", number))  # fmt: skip
    return out


made = {}


def pages_of(*names):
    """The pages of an eventful class, made once; whoever asks for them only reads them."""
    if names not in made:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="mpigrade-class-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        made[names] = folder / "pages"
        call("report", eventful(folder, names), "--format", "html", "-o", made[names])
    return made[names]
