# Every exercise has a handout in both languages whose points are those of the rubric,
# and starter files that a student can begin with.
set -euo pipefail
. tests/lint/lib.sh
"$PYTHON3" - <<'END'
import glob, json, os, re, sys

failed = False

def complain(text):
    global failed
    print(text)
    failed = True

def points_of_rubric(rubric):
    return [check["points"] for check in rubric["checks"] if check.get("points")]

def points_of_handout(path):
    with open(path, encoding="utf-8") as file:
        return [float(points) for points in re.findall(r"^\| ([0-9.]+) \| ", file.read(), re.M)]

for path in sorted(glob.glob("rubrics/*.json")):
    if path.endswith(".schema.json"):
        continue
    with open(path, encoding="utf-8") as file:
        rubric = json.load(file)
    name = os.path.basename(path)[:-len(".json")]
    for language in "en", "es":
        handout = f"exercises/{name}/handout.{language}.md"
        if not os.path.isfile(handout):
            complain(f"{handout} is missing")
        elif points_of_handout(handout) != points_of_rubric(rubric):
            complain(f"{handout}: its points are not those of {path}")
    stem, suffixes = (name, ("c", "py")) if rubric.get("kind") != "answers" else ("answers", ("json", "csv"))
    for suffix in suffixes:
        starter = f"exercises/{name}/starter/{stem}.{suffix}"
        if not os.path.isfile(starter):
            complain(f"{starter} is missing")
sys.exit(failed)
END
