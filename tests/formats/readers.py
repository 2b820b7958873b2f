# SPDX-License-Identifier: MIT
"""What each consumer of a format asks of it. A reader takes the bytes, fails on what the consumer would not
take, and returns (points, max, statuses): the sums that it finds, None where there is no score."""

import base64
import hashlib
import json
import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

import yaml

here = os.path.dirname(os.path.abspath(__file__))


class Wrong(Exception):
    pass


def need(condition, what):
    if not condition:
        raise Wrong(what)


def close(a, b):
    return abs(a - b) < 5e-7


def sums(rows):
    return round(sum(a for a, _ in rows), 3), round(sum(b for _, b in rows), 3)


def points_of(text):
    match = re.search(r"Points: ([0-9.]+) / ([0-9.]+) \(([0-9.]+) %\)", text)
    return (float(match[1]), float(match[2])) if match else (None, None)


def strings(value):
    """Every text in a JSON value."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


def loaded(data):
    def once(pairs):
        need(len({key for key, _ in pairs}) == len(pairs), "a key twice")
        return dict(pairs)

    value = json.loads(data, object_pairs_hook=once)
    for text in strings(value):
        calm(text)
    return value


def calm(text):
    """No control characters, and nothing that a CI system obeys when it is printed."""
    need(not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text), f"a control character: {text[:80]!r}")
    need(not re.search(r"(?m)^\s*::|##\[", text), "a command")


def junit(data):
    need(len(data) < 30 * 1000 * 1000, "too large for GitLab")
    run = subprocess.run(
        ["xmllint", "--noout", "--huge", "--schema", os.path.join(here, "junit.xsd"), "-"],
        input=data, capture_output=True, check=False,
    )  # fmt: skip
    need(run.returncode == 0, run.stderr.decode()[:2000])
    root = ElementTree.fromstring(data)
    suite = root.find("testsuite")
    cases = suite.findall("testcase")
    need(int(root.get("tests")) == len(cases), "tests")
    statuses = []
    for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        found = suite.findall(f"testcase/{tag}")
        need(int(suite.get(count)) == len(found), count)
    for case in cases:
        problem = [one for one in case if one.tag in ("failure", "error")]
        skipped = case.find("skipped") is not None
        statuses.append(problem[0].get("type") if problem else "skipped" if skipped else "passed")
        need(not problem or problem[0].get("message") in problem[0].text or not problem[0].text.strip() or
             "left out" in problem[0].get("message"), "the text does not repeat the message")  # fmt: skip
    for text in root.itertext():
        calm(text)
    properties = {one.get("name"): one.get("value") for one in suite.iter("property")}
    if "points" not in properties:
        return None, None, statuses
    rows = [tuple(map(float, case.findtext("system-out").split(" / "))) for case in cases]
    need(sums(rows) == (float(properties["points"]), float(properties["max"])), "sums")
    return *sums(rows), statuses


def tap(data):
    lines = data.decode().split("\n")
    need(lines[0] == "TAP version 13", "version")
    plan = int(re.fullmatch(r"1\.\.(\d+)", lines[1])[1])
    statuses, at = [], 2
    while at < len(lines):
        line = lines[at]
        at += 1
        match = re.fullmatch(r"(ok|not ok) (\d+) - ((?:[^#\\]|\\.)*?)(?: # SKIP (.*))?", line)
        if not match:
            need(line == "" or line.startswith("# ") or line.startswith("Bail out! "), f"no TAP: {line[:80]}")
            calm(line)
            continue
        need(int(match[2]) == len(statuses) + 1, "numbering")
        status = "skipped" if match[4] is not None else "passed" if match[1] == "ok" else "failed"
        if at < len(lines) and lines[at] == "  ---":
            end = lines.index("  ...", at)
            block = yaml.safe_load("\n".join(lines[at + 1 : end]))
            at = end + 1
            for text in strings(block):
                calm(text)
            status = "grader_fault" if block["type"] == "error" else block["type"]
        statuses.append(status)
    need(len(statuses) == plan, "plan")
    return *points_of(data.decode()), statuses


def log_region(text):
    """The lines that GitHub reads as commands, and those where commands are off."""
    commands, quiet, token = [], [], None
    for line in text.split("\n"):
        if token is not None:
            if line == f"::{token}::":
                token = None
            else:
                quiet.append(line)
            continue
        match = re.match(r"::stop-commands::([0-9a-f]{32})$", line)
        if match:
            token = match[1]
        elif line:
            commands.append(line)
    need(token is None, "commands stay off")
    return commands, quiet


def unescaped(text):
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def github(data):
    commands, quiet = log_region(data.decode())
    kinds = {}
    for line in commands:
        match = re.fullmatch(r"::(notice|error|group|endgroup)(?: ([^:]*))?::(.*)", line)
        need(match, f"no command of ours: {line[:80]}")
        kinds.setdefault(match[1], []).append(match)
        for part in (match[2] or "").split(",") if match[2] else []:
            need(re.match(r"(file|line|title)=", part), f"property {part[:80]}")
        calm(unescaped(match[3]))
        need(len(match[3]) < 64000, "a message too long")
    for line in quiet:
        calm(line)
    need(commands[0].startswith("::notice "), "the score is not first")
    need(len(kinds["notice"]) <= 10 and len(kinds.get("error", [])) <= 10, "annotations are dropped")
    return *points_of(unescaped(kinds["notice"][0][3])), None


def classroom(data):
    lines = data.decode().split("\n")
    need(lines[-1] == "" and lines[-2].startswith("result="), "the result")
    result = loaded(base64.b64decode(lines[-2][len("result=") :], validate=True))
    need(result["version"] == 1 and result["status"] in ("pass", "fail", "error"), "status")
    for test in result["tests"]:
        need(set(test) == {"name", "status", "message", "test_code", "filename", "line_no", "execution_time", "score"},
             "keys")  # fmt: skip
        need(test["status"] in ("pass", "fail", "error"), "a test's status")
        need(isinstance(test["score"], (int, float)), "NaN")
    score = sum(test["score"] for test in result["tests"])
    if result["status"] == "error":
        need(result["max_score"] == 0 and lines[0].startswith("::error title=mpigrade::"), "a fault")
        need(len(lines) == 3, "notices after a fault")
        return None, None, None
    need(lines[0].startswith("::notice title=Autograding complete::Points ") and len(lines) == 4, "notices")
    told = json.loads(lines[1].removeprefix("::notice title=Autograding report::"))
    need(close(told["totalPoints"], score) and told["maxPoints"] == result["max_score"], "sums")
    return round(score, 3), result["max_score"], None


def gradescope(data):
    value = loaded(data)
    need(set(value) <= {"score", "execution_time", "output", "output_format", "test_output_format",
                        "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests",
                        "leaderboard"}, "keys")  # fmt: skip
    need(value["stdout_visibility"] == "hidden", "the log is shown")
    shown = {"hidden", "after_due_date", "after_published", "visible"}
    statuses, rows = [], []
    for test in value["tests"]:
        need(set(test) <= {"score", "max_score", "status", "name", "number", "output", "tags", "visibility"}, "keys")
        need(test["status"] in ("passed", "failed") and test["visibility"] in shown, "a test")
        statuses.append(test["tags"][0].replace("error", "grader_fault"))
        if "score" in test:
            rows.append((test["score"], test["max_score"]))
    if "score" not in value:
        need(not rows, "a score after a fault")
        return None, None, statuses
    need(close(value["score"], sums(rows)[0]), "sums")
    return *sums(rows), statuses


def prairielearn(data):
    need(len(data) < 1000 * 1000, "too large")
    value = loaded(data)
    need(isinstance(value["gradable"], bool), "gradable")
    rows = [(test["points"], test["max_points"]) for test in value["tests"] if "points" in test]
    if "score" not in value:
        need(not value["gradable"] and not rows, "a score after a fault")
        return None, None, None
    points, most = sums(rows)
    need(0 <= value["score"] <= 1 and close(value["score"] * most, points), "score")
    need(value["gradable"] or value["format_errors"], "no reason")
    return points, most, None


def check50(data):
    value = loaded(data)
    if "error" in value:
        need("results" not in value and set(value["error"]) == {"type", "value", "traceback", "data"}, "error")
        return None, None, None
    need(set(value) == {"slug", "results", "version"}, "keys")
    statuses = []
    for one in value["results"]:
        need(set(one) == {"name", "description", "passed", "log", "cause", "data", "dependency"}, "keys")
        need((one["cause"] is None) == (one["passed"] is True), "cause")
        need(one["cause"] is None or one["cause"]["rationale"], "no rationale")
        need(all("\n" not in line for line in one["log"]), "log")
        statuses.append(one["data"]["verdict"])
    return *sums([(one["data"]["points"], one["data"]["max"]) for one in value["results"]]), statuses


def autolab(data):
    last = data.decode().rstrip("\n").split("\n")[-1]
    try:
        value = loaded(last)
    except ValueError:
        need(data.startswith(b"No score"), "no reason")
        return None, None, None
    need(len(value["scores"]) == 1 and value["scoreboard"] == list(value["scores"].values()), "scores")
    return value["scoreboard"][0], ..., None


def markdown(data, most=65536):
    text = data.decode()
    need(len(data) <= most, "too long")
    fence, outside = None, []
    for line in text.split("\n"):
        match = re.match(r"(`{3,})(text)?$", line)
        if fence is None and match and match[2]:
            fence = match[1]
        elif fence is not None and line == fence:
            fence = None
        elif fence is None:
            outside.append(line)
        calm(line)
    need(fence is None, "an open fence")
    for line in outside:
        rest = re.sub(r"</?details>|</?summary>|&#\d+;", "", line)
        rest = re.sub(r"^### |^\*\*|\*\* · |^(\| ?)|( ?\| ?)|^[|:-]+$", "", rest)
        need(not re.search(r"[<>`\[\]@#|]", rest), f"markup: {line[:80]}")
    head = re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), text)
    return *points_of(head), None


def text(data):
    for line in data.decode().split("\n"):
        calm(line)
    return *points_of(data.decode()), None


HTML_TAGS = set(
    "html head meta title style body a header nav footer main section div p span strong b q bdi h1 h2 h3 h4 h5 ul ol li dl dt dd"
    " details summary table caption thead tbody tr th td pre code script".split()
)
HTML_ATTRIBUTES = set("lang charset http-equiv content name id class href scope tabindex role aria-label aria-hidden"
                      " aria-labelledby open data-rank type".split())  # fmt: skip


class Page(HTMLParser):
    """A page as a browser would take it, if each tag is closed where it must be."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.texts = [], [], [], []
        self.points, self.policy, self.classes = [], None, []

    def handle_starttag(self, tag, attributes):
        need(tag in HTML_TAGS, f"<{tag}>")
        need({name for name, _ in attributes} <= HTML_ATTRIBUTES, f"<{tag} {attributes}>")
        values = dict(attributes)
        if "id" in values:
            self.ids.append(values["id"])
        if "href" in values and tag == "a":
            self.links.append(values["href"])
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        if tag != "meta":
            self.open.append((tag, values))

    def handle_endtag(self, tag):
        need(self.open and self.open.pop()[0] == tag, f"</{tag}>")

    def handle_data(self, data):
        tag, values = self.open[-1] if self.open else ("", {})
        if tag not in ("script", "style"):
            bad = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufffe\uffff]", data)
            need(not bad, f"a control character: {bad}")
        self.texts.append((tag, values, data))
        if values.get("class") == "points":
            self.points.append(tuple(float(number) for number in data.split("/")))


def html(data):
    text = data.decode()
    page = Page()
    page.feed(text)
    page.close()
    need(text.startswith("<!DOCTYPE html>") and not page.open, f"not closed: {page.open}")
    need(len(page.ids) == len(set(page.ids)), "an id is given twice")
    need(all(link[0] == "#" and link[1:] in page.ids for link in page.links), f"links: {page.links}")
    inline = {tag: [words for name, values, words in page.texts if name == tag and not values] for tag in ("style", "script")}
    need(len(inline["style"]) == len(inline["script"]) == 1, "styles and scripts")
    for tag, kind in (("style", "style-src"), ("script", "script-src")):
        digest = base64.b64encode(hashlib.sha256(inline[tag][0].encode()).digest()).decode()
        need(f"{kind} 'sha256-{digest}'" in page.policy, f"the policy's {kind}")
    need("default-src 'none'" in page.policy, "the policy")
    stored = [words for name, values, words in page.texts if name == "script" and values.get("id") == "data"]
    need(len(stored) == 1 and set(json.loads(stored[0])) == {"words", "cases"}, "the data")
    score = "".join(words for _, _, words in page.texts)
    score = re.search(r"Points: ([0-9.]+) / ([0-9.]+)", score)
    if page.points:
        need(score and sums(page.points) == (float(score[1]), float(score[2])), f"{score}, {sums(page.points)}")
    return (float(score[1]), float(score[2]), None) if score else (None, None, None)


READERS = {reader.__name__: reader for reader in
           (junit, tap, github, classroom, gradescope, prairielearn, check50, autolab, markdown, html, text)}  # fmt: skip
