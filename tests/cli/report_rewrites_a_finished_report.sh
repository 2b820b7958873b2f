# mpigrade report FILE.json: the same text as grading gave; a file that is no report is told where.
. tests/cli/lib.sh
greeting 'if (rank == 1) return 3;'
run 1 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o "$folder/r.json"
run 1 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format text -o -
cp "$folder/out" "$folder/text"
run 0 "$MPIGRADE" report "$folder/r.json"
cmp "$folder/out" "$folder/text" || fail "not the text that grading gave"
run 0 "$MPIGRADE" report "$folder/r.json" -o "$folder/again.json"
cmp "$folder/again.json" "$folder/r.json" || fail "not the same JSON"

run 2 "$MPIGRADE" report "$folder/r.json" --format canvas
said err 'canvas' 'json text'
run 2 "$MPIGRADE" report "$folder/r.json" --student ana
said err 'one report'
run 2 "$MPIGRADE" report "$folder/none.json"
said err 'none\.json'
run 2 "$MPIGRADE" report "$folder"
said err 'no batch'
run 2 "$MPIGRADE" report
head -c 1000 "$folder/r.json" >"$folder/half.json"
run 2 "$MPIGRADE" report "$folder/half.json"
said err 'line [0-9]+'

# broken KEY... VALUE: the report with a value of another kind there.
broken() {
    "$PYTHON3" -c 'import json, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
at = r
for key in sys.argv[2:-2]:
    at = at[int(key) if key.isdigit() else key]
at[sys.argv[-2]] = json.loads(sys.argv[-1])
json.dump(r, open(sys.argv[1] + ".broken", "w", encoding="utf-8"))' "$folder/r.json" "$@"
    run 2 "$MPIGRADE" report "$folder/r.json.broken"
}
broken schema '"mpigrade/report/9"'
said err '/schema' 'report/9' 'report/1'
broken outcome '"excellent"'
said err ': /outcome: '
broken score points '"all"'
said err ': /score/points: '
broken checks 0 status '"good"'
said err ': /checks/0/status: '
broken cases 1 culprit -5
said err ': /cases/1/culprit: '
