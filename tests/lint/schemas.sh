# The JSON Schemas are schemas, and every rubric follows the rubrics' one.
set -euo pipefail
. tests/lint/lib.sh
"$PYTHON3" -c 'import jsonschema' 2>/dev/null || skip "no python3-jsonschema here"
"$PYTHON3" - <<'END'
import glob, json, sys
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
sys.exit(failed)
END
