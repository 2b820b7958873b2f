# -o FILE: the report is there whole, nothing else is left beside it, and a failure keeps what was there.
. tests/cli/lib.sh
greeting
mkdir "$folder/reports"
run 0 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o "$folder/reports/ana.json"
cp "$folder/reports/ana.json" "$folder/out"
report 'r["outcome"] == "graded"'
[ "$(ls -A "$folder/reports")" = ana.json ] || fail "something is left beside the report"
run 2 "$MPIGRADE" grade 00-spmd "$folder/missing.c" --format json -o "$folder/reports/ana.json"
cmp -s "$folder/reports/ana.json" <(cat "$folder/reports/ana.json") || fail "unreadable"
[ "$(ls -A "$folder/reports")" = ana.json ] || fail "something is left beside the report"
[ -s "$folder/reports/ana.json" ] || fail "the old report was cut"
run 3 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o "$folder/no/such/folder.json"
said err 'no/such'
