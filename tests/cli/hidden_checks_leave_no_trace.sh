# --view: what students may not see is in no format that they read; GitHub's files get what is shown.
. tests/cli/lib.sh
greeting 'fprintf(stderr, "::error::x\n"); fflush(stderr); if (rank == 1) return 3;'
"$PYTHON3" - "$folder/rubric.json" <<'END'
import json, sys
rubric = json.load(open("rubrics/00-spmd.json", encoding="utf-8"))
rubric["checks"][-1].update(visibility="hidden", title={"en": "TOP SECRET", "es": "SECRETO"})
rubric["reference"] = __import__("os").path.abspath("patterns/00-spmd.c")
json.dump(rubric, open(sys.argv[1], "w", encoding="utf-8"))
END
grade() {
    "$MPIGRADE" grade "$folder/rubric.json" "$folder/greeting.c" "$@"
}
run 1 grade --format json
report 'r["checks"][-1]["title"] == "TOP SECRET" and "view" not in r'
run 1 grade --format json --view assistant
report '"view" not in r and r["checks"][-1]["visibility"] == "hidden"'
run 0 grade --format json --view student
report 'r["view"] == {"of": "student", "complete": False} and r["score"]["percent"] == 100'
not_said out SECRET
export GITHUB_STEP_SUMMARY="$folder/summary" GITHUB_OUTPUT="$folder/outputs"
echo "what was there" >"$folder/summary"
run 0 grade --format github
not_said out SECRET
said out '^::notice title=mpigrade 00-spmd::Points: ' '^::stop-commands::[0-9a-f]{32}$'
grep -q "what was there" "$folder/summary" || fail "the summary of the steps before is gone"
grep -q "^### mpigrade 00-spmd" "$folder/summary" || fail "there is no summary"
grep -q "^percent=100$" "$folder/outputs" || fail "there are no outputs"
run 1 grade --format classroom --view assistant
grep -q "^result=" "$folder/outputs" || fail "there is no result"
run 0 grade --format github -o "$folder/file"
[ "$(grep -c '^outcome=' "$folder/outputs")" = 1 ] || fail "-o FILE is no step's output"
run 2 grade --view everybody
said err 'student or assistant'
