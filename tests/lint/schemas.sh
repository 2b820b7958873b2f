# The JSON Schemas are schemas; every rubric follows the rubrics' one, and the courses of docs/course.md
# and of the tests the courses' one, which names every limit.
set -euo pipefail
. tests/lint/lib.sh
"$PYTHON3" -c 'import jsonschema' 2>/dev/null || skip "no python3-jsonschema here"
"$PYTHON3" - <<'END'
import glob, json, re, subprocess, sys, tempfile
import jsonschema

def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)

schemas = {path: load(path) for path in glob.glob("docs/*.schema.json") + glob.glob("rubrics/*.schema.json")}
assert schemas, "no schema found"
for path, schema in schemas.items():
    jsonschema.validators.validator_for(schema).check_schema(schema)

[rules] = [schema for path, schema in schemas.items() if "rubric" in path]
failed = False
for path in sorted(glob.glob("rubrics/*.json")):
    if path in schemas:
        continue
    for error in jsonschema.validators.validator_for(rules)(rules).iter_errors(load(path)):
        print(f"{path}: {error.json_path}: {error.message}")
        failed = True

courses = schemas["docs/course.schema.json"]
text = open("docs/course.md", encoding="utf-8").read()
example = json.loads(text[text.index("    {\n"):text.index("\n    }\n") + 7])
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.executable, "tests/batch/make_class.py", folder, "--layout", "files"], check=True)
    for course in example, load(folder + "/course.json"):
        jsonschema.validators.validator_for(courses)(courses).validate(course)
limits = re.findall(r"X\((\w+), \d+, (\d+), (\d+),", open("grader/base/limits.h", encoding="utf-8").read())
known = {name: (str(limit["minimum"]), str(limit["maximum"]))
         for name, limit in courses["properties"]["limits"]["properties"].items()}
if known != {name: (least, most) for name, least, most in limits}:
    print("docs/course.schema.json: its limits are not those of grader/base/limits.h")
    failed = True
sys.exit(failed)
END
