# What the reference did is remembered: the report stays the same, also after the file was damaged; --no-cache and a
# folder that cannot be made remember nothing and say nothing.
. tests/cli/lib.sh
greeting
grade() {
    run 0 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o - "$@"
    not_said err .
}
same_report() {
    "$PYTHON3" -c 'import json, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
del r["timing"]
print(json.dumps(r, sort_keys=True))' "$folder/out" >"$folder/now"
    [ -e "$folder/first" ] || cp "$folder/now" "$folder/first"
    cmp -s "$folder/first" "$folder/now" || fail "the report changed: $*"
}

export MPIGRADE_CACHE="$folder/made/cache"
grade --no-cache
same_report
[ ! -e "$folder/made" ] || fail "--no-cache made the folder"
grade
same_report "the first run"
"$PYTHON3" -c 'import json, sys
sys.exit(json.load(open(sys.argv[1]))["environment"]["sandbox"].startswith("off"))' "$folder/out" || exit 77
set -- "$MPIGRADE_CACHE"/*.json
[ $# -eq 1 ] && [ -s "$1" ] || fail "expected one file in the cache: $*"
cp "$1" "$folder/remembered"
inode=$(stat -c %i "$1")
grade
same_report "from the cache"
[ "$(stat -c %i "$1")" = "$inode" ] || fail "it was not taken from the cache, but written again"
head -c 100 "$folder/remembered" >"$1"
grade
same_report "after damage"
[ "$(wc -c <"$1")" -gt 100 ] || fail "the damaged file was not written again"

MPIGRADE_CACHE=/dev/null/cache grade
same_report "without a folder"
