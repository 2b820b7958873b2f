# The reports of every outcome follow docs/report.schema.json.
. tests/cli/lib.sh
. tests/lint/lib.sh
"$PYTHON3" -c 'import jsonschema' 2>/dev/null || skip "no python3-jsonschema here"
follows_schema() {
    "$PYTHON3" -c 'import json, sys, jsonschema
load = lambda path: json.load(open(path, encoding="utf-8"))
jsonschema.validate(load(sys.argv[1]), load("docs/report.schema.json"))' "$folder/out" ||
        fail "not as docs/report.schema.json says"
}
greeting
run 0 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o -
follows_schema
greeting 'return rank;'
run 1 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o -
follows_schema
greeting 'nonsense'
run 1 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o -
follows_schema
run 1 "$MPIGRADE" grade 02-equal-chunks tests/cases/02-equal-chunks/all_on_root.c --format json -o -
follows_schema
