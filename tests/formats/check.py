#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the stored reports in a format, reads what came out as the format's consumers do, and compares it
with the golden file.

    check.py RENDER FORMAT
    check.py --update RENDER FORMAT     stores what comes out now, to be read before it is committed

Added to the stored reports is one with something nasty in every text, and one with texts of 10 MB.
"""

import copy
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile

from readers import READERS, Wrong, markdown, need

here = os.path.dirname(os.path.abspath(__file__))
STORED = ("right", "points_lost", "deadlock", "not_gradable", "grader_fault", "hidden")
SYSTEMS = ("gradescope", "autolab")  # they get all checks by default

NASTY = (
    "a\x01\x1b[2J\n::error::x\n##[error]y\r\n ::set-output name=points::9]]>-->```\n`````\n"
    "@me #1 |<script>alert(1)</script>&amp;\u202e\ufffe\uffff\u2028%0A::add-mask::z\n$x$ \\\n...\n---\n1..9\nok 7\n"
    "Bail out!\nTOKEN<<EOF {{x}} ${{ secrets }} [a](http://b) \U0001f600\n"
)
KEPT = {"schema", "outcome", "status", "visibility", "started", "of"}


def nasty(value, key=""):
    if isinstance(value, dict):
        return {name: nasty(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [nasty(one, key) for one in value]
    if not isinstance(value, str) or key in KEPT or "sha256" in key:
        return value
    if key == "source":
        return NASTY + ":7"
    return NASTY if key not in ("case", "cases", "id") else value + NASTY


def stored(name):
    with open(os.path.join(here, "reports", f"{name}.json"), encoding="utf-8") as file:
        return json.load(file)


def huge(report):
    """Texts of 10 MB, and far too many findings and checks."""
    check = next(one for one in report["checks"] if one["findings"])
    small = copy.deepcopy(check)
    small["findings"] *= 3
    small["findings"][0]["what"] = "`" * 100_000
    finding = check["findings"][0]
    finding["where"] = {"rank": 1, "line": "l\n" * 5_000_000, "source": None}
    for key in ("what", "expected", "got", "hint"):
        finding[key] = "é" * 5_000_000 if key == "what" else "x" * 1_000_000
    for i in range(500):
        check["findings"].append(dict(copy.deepcopy(check["findings"][1]), what=f"{i}" + "`" * 3000))
    report["submission"]["name"] = report["exercise"]["title"] = check["title"] = "n" * 1_000_000
    report["checks"] += [dict(one, id=f"{one['id']}{i}", points=0, max=0) for i in range(60)
                         for one in report["checks"][1:2] + [small]]  # fmt: skip
    return report


def reports():
    for name in STORED:
        yield name, stored(name)
    yield "hostile", nasty(stored("points_lost"))
    yield "hostile_reason", nasty(stored("not_gradable"))
    yield "hostile_fault", nasty(stored("grader_fault"))


class Renderer:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def __call__(self, report, form, view, *more):
        path = os.path.join(self.folder, "report.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(report, file)
        run = subprocess.run([self.program, path, form, view, *more], capture_output=True, check=False)
        need(run.returncode == 0, run.stderr.decode())
        return run.stdout


def shown(report, view):
    """The checks and the score that this view has, found anew."""
    seen = {"visible"} | {"due": {"after_due_date"}, "published": {"after_published"}}.get(view, set())
    if view == "assistant":
        seen = {"visible", "hidden", "after_due_date", "after_published"}
    checks = [one for one in report["checks"] if one["visibility"] in seen]
    if report["score"] is None:
        return checks, None, None
    return checks, round(sum(c["points"] for c in checks), 3), round(sum(c["max"] for c in checks), 3)


def wanted_statuses(report, checks):
    if report["outcome"] != "graded":
        return ["grader_fault" if report["outcome"] == "grader_fault" else "failed"]
    stuck = {run["id"] for run in report["cases"] if run["outcome"] == "deadlocked"}
    return [
        check["status"] if check["status"] in ("passed", "skipped")
        else "deadlock" if any(one["case"] in stuck for one in check["findings"]) else "failed"
        for check in checks
    ]  # fmt: skip


def check_view(render, form, name, report, view):
    data = render(report, form, view)
    checks, points, most = shown(report, "assistant" if view == "default" and form in SYSTEMS else view)
    got, got_most, statuses = READERS[form](data)
    where = f"{name} ({view})"
    need(got == points and got_most in (most, ...), f"{where}: {got} / {got_most}, not {points} / {most}")
    need(statuses in (None, wanted_statuses(report, checks)), f"{where}: {statuses}")
    if view != "assistant" and form not in SYSTEMS:
        forbidden = [b"SECRET"] + [word for word, when in ((b"LATER", "due"), (b"PUBLISHED", "published"))
                                   if view != when]  # fmt: skip
        for word in forbidden:
            need(word not in data, f"{where}: {word} is shown")
    elif name == "hidden" and form != "autolab":
        need(form == "classroom" or b"SECRET" in data, f"{where}: lacks what is hidden")
    return data


def check_github_files(render, name, report):
    summary = render(report, "github", "default", "summary")
    markdown(summary, 1 << 20)
    output = render(report, "github", "default", "output").decode()
    need(re.fullmatch(r"outcome=\w+\n(points=[\d.]+\nmax=[\d.]+\npercent=[\d.]+\n)?", output), f"{name}: {output}")
    result = render(report, "classroom", "default", "output").decode()
    need(re.fullmatch(r"result=[A-Za-z0-9+/]+=*\n", result), f"{name}: result")


def golden_text(name, data):
    if data.startswith(b"<!DOCTYPE"):  # what is ours stands beside the sources
        data = re.sub(rb"(<(style|script)>).*?</\2>", rb"\1...</\2>", data, flags=re.DOTALL)
        data = re.sub(rb"sha256-[^']+|(?<=content=\"mpigrade )[^\"]+", b"...", data)
    text = re.sub(r"(?<=::)[0-9a-f]{32}(?=\n|::)", "TOKEN", data.decode())
    return f"==== {name}\n{text}"


def compare(form, text, update):
    path = os.path.join(here, "golden", form)
    if update:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return
    with open(path, encoding="utf-8", newline="") as file:
        wanted = file.read()
    lines = difflib.unified_diff(wanted.split("\n"), text.split("\n"), "expected", "got", lineterm="", n=1)
    need(wanted == text, "not the golden file:\n" + "\n".join(lines)[:4000])


def check(render, form, update):
    text = ""
    for name, report in reports():
        text += golden_text(name, check_view(render, form, name, report, "default"))
        if name == "hidden":
            for view in ("student", "assistant", "due", "published"):
                if form not in SYSTEMS or view in ("student", "assistant"):
                    check_one = check_view if form not in SYSTEMS or view == "assistant" else check_student
                    check_one(render, form, name, report, view)
        if form == "github":
            check_github_files(render, name, report)
    if form != "text":  # people asked for all of it
        check_huge(render, form)
    compare(form, text, update)


def check_huge(render, form):
    large = huge(stored("points_lost"))
    data = render(large, form, "assistant")
    READERS[form](data)
    need(len(data) < 3_000_000, f"{len(data)} bytes")
    if form == "github":
        check_github_files(render, "huge", large)


def check_student(render, form, name, report, view):
    data = render(report, form, view)
    need(READERS[form](data)[0] == shown(report, view)[1] and b"SECRET" not in data, f"{name} ({view})")


def check_view_itself(render):
    """What the student's view holds is what a report without these checks holds."""
    report = stored("hidden")
    seen = json.loads(render(report, "json", "student"))
    need(seen["view"] == {"of": "student", "complete": False}, "view")
    need([run["id"] for run in seen["cases"]] == ["np1", "np2", "np4", "np8"], "cases")
    need([run["id"] for run in seen["timing"]["cases"]] == ["np1", "np2", "np4", "np8"], "times")
    need(seen["timing"]["wall_s"] == 1.5 and seen["wording"] is None, "the time of hidden cases")
    for word in ("SECRET", "LATER", "PUBLISHED", "hidden", "np3", "np9"):
        need(word not in json.dumps(seen), word)
    for check_ in report["checks"]:  # the only one that looks at iterations; nothing amiss is left
        if check_["kind"] == "assignment":
            check_["visibility"] = "hidden"
    report["checks"][3]["visibility"] = "visible"
    seen = json.loads(render(report, "json", "student"))
    need(all(run["right"] and run["assignment"] is None for run in seen["cases"]), "what hidden checks found")
    need(json.loads(render(report, "json", "default")) == report, "the assistant's view is not the report")
    for check_ in report["checks"]:
        check_["visibility"] = "visible"
    whole = json.loads(render(report, "json", "student"))
    need(whole.pop("view")["complete"] and whole == report, "nothing is hidden, and something is gone")


def check_stored():
    """The stored reports are reports."""
    import jsonschema

    path = os.path.join(here, "..", "..", "docs", "report.schema.json")
    with open(path, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    for name in STORED:
        validator.validate(stored(name))


def main():
    arguments = sys.argv[1:]
    update = arguments[:1] == ["--update"]
    if len(arguments) != 2 + update:
        sys.exit(__doc__)
    program, form = arguments[-2:]
    try:
        with tempfile.TemporaryDirectory() as folder:
            if form == "view":
                check_stored()
                check_view_itself(Renderer(program, folder))
            else:
                check(Renderer(program, folder), form, update)
    except Wrong as problem:
        sys.exit(f"FAILED: {form}: {problem}")


if __name__ == "__main__":
    main()
