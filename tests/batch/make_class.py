#!/usr/bin/env python3
"""make_class.py FOLDER [--students N] [--layout NAME ...]: writes a sample class.

Four exercises and eight students (more with --students), one of whom hands in nothing: 24 submissions that
count, and two earlier attempts. The same things are handed in in each layout:

    FOLDER/course.json, roster.csv         and rosters as Moodle, Canvas and Gradescope export them
    FOLDER/class.json                      what must be found: who handed in what
    FOLDER/<layout>/                       the submissions

Everything is made of tests/cases; nothing is left to chance."""
import argparse
import csv
import io
import json
import pathlib
import unicodedata
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE.parent / "cases"

EXERCISES = ["02-equal-chunks", "07-ring", "08-broadcast", "12-reduction"]
NUMBERS = {"02-equal-chunks": "02", "07-ring": "07", "08-broadcast": "08", "12-reduction": "12"}
WORDS = {"02-equal-chunks": "equal_chunks", "07-ring": "ring", "08-broadcast": "broadcast", "12-reduction": "reduction"}
PEOPLE = [("ana", "Ana", "Pérez Gómez"), ("luis", "Luis", "Núñez"), ("josema", "José María", "Ruiz"),
          ("zoe", "Zoë", "Müller"), ("bob", "Bob", "Smith"), ("carla", "Carla", "Díaz"), ("dan", "Dan", "O'Neil"),
          ("fay", "Fay", "Nobody")]
DUE, ON_TIME, LATE = "2026-03-01T23:59:00-05:00", "2026-03-01 12:00:00.000000000 -05:00", "2026-03-03 08:30:00.000000000 -05:00"

# What is handed in, by student (of eight) and exercise: a sample of tests/cases, or what is made of one. A
# list holds several attempts, the last of which counts.
HANDED_IN = [
    {"02-equal-chunks": "right_while_loop.c", "07-ring": ["receives_first_deadlocks.c", "right_length_first.c"],
     "08-broadcast": "right_python.py", "12-reduction": "right_array_of_results.c"},
    {"02-equal-chunks": "chunks_of_1_instead.c", "07-ring": "right_python.py", "08-broadcast": "zip:right_two_arrays.c",
     "12-reduction": "wrong_operator.c"},
    {"02-equal-chunks": "right_spanish.c", "07-ring": "right_spanish.c", "08-broadcast": "right_spanish.c",
     "12-reduction": "right_spanish.c"},
    {"02-equal-chunks": "remainder_lost.c", "07-ring": "receives_first_deadlocks.c", "12-reduction": "notebook:right_python.py"},
    {"02-equal-chunks": ["no_refusal.c", "header:right_other_wording.c"], "07-ring": "broken",
     "08-broadcast": "only_master_broadcasts.c"},
    {"02-equal-chunks": "right_python.py", "07-ring": "late:ring_not_closed.c", "12-reduction": "late:right_long_and_max_first.c"},
    {"02-equal-chunks": "right_while_loop.c", "07-ring": "prints_but_never_communicates.c", "12-reduction": "hard_coded_for_4.py"},
    {},
]

BROKEN = "#include <mpi.h>\n\nint main(void) {\n    MPI_Init(NULL, NULL\n    return 0;\n}\n"


def notebook(program):
    cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [],
            "source": program.splitlines(keepends=True)}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def zipped(files):
    """A zip that is the same each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return stream.getvalue()


class Attempt:
    """Files of one attempt: {suffix of the main file's name: bytes}, and others by their whole name."""

    def __init__(self, exercise, what):
        self.late = what.startswith("late:")
        what = what.removeprefix("late:")
        kind, _, sample = what.rpartition(":")
        self.others = {}
        content = BROKEN if sample == "broken" else (CASES / exercise / sample).read_text(encoding="utf-8")
        self.suffix = pathlib.Path(sample).suffix or ".c"
        if kind == "header":
            self.others["settings.h"] = b"#define SETTINGS 1\n"
            content = '#include "settings.h"\n' + content
        if kind == "notebook":
            self.suffix, content = ".ipynb", notebook(content)
        self.content = content.encode()
        if kind == "zip":
            self.content, self.suffix = zipped({"solution/main" + self.suffix: self.content}), ".zip"

    def files(self, stem):
        return {stem + self.suffix: self.content, **self.others}


class Person:
    def __init__(self, index):
        turn = index // len(PEOPLE)
        login, self.first, self.last = PEOPLE[index % len(PEOPLE)]
        self.login = login if turn == 0 else f"{login}{turn + 1}x"
        if turn > 0:
            self.last += f" Turn{turn + 1}x"
        self.name = f"{self.first} {self.last}"
        self.email = f"{self.login}@example.edu"
        self.number = 1001 + index
        self.work = {exercise: [Attempt(exercise, what) for what in ([whats] if isinstance(whats, str) else whats)]
                     for exercise, whats in HANDED_IN[index % len(PEOPLE)].items()}

    def sortable(self):
        plain = unicodedata.normalize("NFD", self.last + self.first)
        return "".join(c for c in plain.lower() if c.isascii() and c.isalnum())


def each(people):
    for person in people:
        for exercise, attempts in person.work.items():
            for number, attempt in enumerate(attempts, 1):
                yield person, exercise, number, len(attempts), attempt


def version(number):
    return "" if number == 1 else f"_v{number}"


# ---- layouts: each gives {path: bytes} ----

def folders(people):
    """STUDENT/EXERCISE/…, exercises called in different ways."""
    names = [NUMBERS, WORDS, {exercise: exercise for exercise in EXERCISES}]
    for person, exercise, number, _, attempt in each(people):
        folder = names[person.number % 3][exercise]
        for name, content in attempt.files("main" + version(number)).items():
            yield f"{person.login}/{folder}/{name}", content


def flat_folders(people):
    """STUDENT/ring.c …"""
    for person, exercise, number, _, attempt in each(people):
        for name, content in attempt.files(WORDS[exercise] + version(number)).items():
            yield f"{person.name}/{name}", content


def by_exercise(people):
    """EXERCISE/STUDENT/…"""
    for person, exercise, number, _, attempt in each(people):
        for name, content in attempt.files("solution" + version(number)).items():
            yield f"{NUMBERS[exercise]}/{person.name}/{name}", content


def packed(people):
    """A zip for each student, with all exercises in it."""
    for person in people:
        files = {path.partition("/")[2]: content for path, content in folders([person])}
        if files:
            yield f"{person.login}.zip", zipped(files)


def files(people):
    """alice_02.c, 02-alice.c and such; the header's exercise is packed."""
    for person, exercise, number, _, attempt in each(people):
        number_or_word = (NUMBERS if person.number % 2 else WORDS)[exercise]
        stem = f"{number_or_word}-{person.login}" if person.number % 3 else f"{person.login}_{number_or_word}"
        stem += version(number)
        if attempt.others:
            yield stem + ".zip", zipped(attempt.files("main"))
        else:
            yield stem + attempt.suffix, attempt.content


def moodle(people):
    """A folder for each assignment, in it those of the students."""
    for person, exercise, number, _, attempt in each(people):
        for name, content in attempt.files("entrega" + version(number)).items():
            yield f"{exercise}/{person.name}_{person.number}_assignsubmission_file_/{name}", content


def moodle_flat(people):
    """Without folders for students, one download for each assignment."""
    downloads = {}
    for person, exercise, number, _, attempt in each(people):
        for name, content in attempt.files(WORDS[exercise] + version(number)).items():
            path = f"{person.name}_{person.number}_assignsubmission_file_{name}"
            downloads.setdefault(exercise, {})[path] = content
    for exercise, content in downloads.items():
        yield f"Parallel-{exercise}-4711.zip", zipped(content)


def canvas(people):
    upload = 5000
    for person, exercise, number, _, attempt in each(people):
        late = "_LATE" if attempt.late else ""
        again = "" if number == 1 else f"-{number - 1}"
        for name, content in attempt.files(WORDS[exercise] + again).items():
            upload += 1
            yield f"{person.sortable()}{late}_{person.number}_{upload}_{name}", content


def gradescope(people):
    metadata, submission = {}, 70000
    for person, exercise, number, total, attempt in each(people):
        submission += 1
        when = LATE if attempt.late else ON_TIME.replace("12:00", f"{12 - total + number:02}:00")
        text = (f"submission_{submission}:\n  :submitters:\n  - :name: {json.dumps(person.name, ensure_ascii=False)}\n"
                f"    :sid: '{person.number}'\n    :email: {person.email}\n  :created_at: {when}\n  :score: 0.0\n"
                f"  :history:\n  - :id: 1\n    :created_at: {LATE}\n  :results:\n    tests:\n    - name: \"a: b\"\n")
        folder = f"assignment_{exercise}_export"
        metadata.setdefault(folder, "---\n")
        metadata[folder] += text
        for name, content in attempt.files("main").items():
            yield f"{folder}/submission_{submission}/{name}", content
    for folder, text in metadata.items():
        yield f"{folder}/submission_metadata.yml", text.encode()


def classroom(people):
    """Clones hold the last state only."""
    for person, exercise, number, total, attempt in each(people):
        if number < total:
            continue
        clone = f"{exercise}-{person.login}"
        yield f"{clone}/.git/HEAD", b"ref: refs/heads/main\n"
        yield f"{clone}/README.md", b"Write your program here.\n"
        for name, content in attempt.files("main").items():
            yield f"{clone}/{name}", content


LAYOUTS = {function.__name__: function for function in (folders, flat_folders, by_exercise, packed, files, moodle,
                                                        moodle_flat, canvas, gradescope, classroom)}


# ---- rosters, course, what must be found ----

def table(path, rows, **options):
    with open(path, "w", encoding=options.pop("encoding", "utf-8"), newline="") as file:
        csv.writer(file, **options).writerows(rows)


def rosters(folder, people):
    table(folder / "roster.csv", [["name", "email", "login"]] + [[p.name, p.email, p.login] for p in people])
    table(folder / "roster_moodle.csv",
          [["Nombre", "Apellido(s)", "Número de ID", "Dirección de correo"]]
          + [[p.first, p.last, p.number, p.email] for p in people], delimiter=";", encoding="utf-8-sig")
    table(folder / "roster_canvas.csv",
          [["Student", "ID", "SIS User ID", "SIS Login ID", "Section"], ["    Points Possible", "", "", "", ""]]
          + [[f"{p.last}, {p.first}", p.number, f"S{p.number}", p.login, "A"] for p in people]
          + [["Student, Test", 9999, "", "test", "A"]])
    table(folder / "roster_gradescope.csv",
          [["First Name", "Last Name", "SID", "Email", "Section"]]
          + [[p.first, p.last, p.number, p.email, "A"] for p in people], encoding="latin-1")


def write_json(path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--students", type=int, default=len(PEOPLE))
    parser.add_argument("--layout", action="append", choices=LAYOUTS)
    arguments = parser.parse_args()
    folder, people = arguments.folder, [Person(i) for i in range(arguments.students)]
    folder.mkdir(parents=True, exist_ok=True)
    rosters(folder, people)
    write_json(folder / "course.json", {
        "title": "Parallel programming", "roster": "roster.csv", "due": DUE,
        "late": {"percent_per_day": 10, "percent_at_most": 50, "grace_minutes": 15},
        "exercises": [EXERCISES[0], {"exercise": EXERCISES[1], "weight": 2}, *EXERCISES[2:]]})
    write_json(folder / "class.json", {
        "students": [p.login for p in people],
        "submissions": [{"student": p.login, "exercise": exercise, "attempts": total, "late": attempt.late}
                        for p, exercise, number, total, attempt in each(people) if number == total]})
    for layout in arguments.layout or LAYOUTS:
        for path, content in LAYOUTS[layout](people):
            target = folder / layout / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


if __name__ == "__main__":
    main()
