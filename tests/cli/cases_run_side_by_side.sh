# Cases run side by side give the report that they give one after the other: for a right program, for one that hangs in
# some cases, for one that crashes, and for one that does all it can to harm the cases beside it.
. tests/cli/lib.sh
export MPIGRADE_CACHE="$folder/cache"
hostile='if (size == 4) {
        for (int i = 0; i < 2000; i++)
            if (fork() == 0) { for (;;) kill(-1, SIGKILL); }
        for (;;) { char *block = malloc(1 << 20); if (block) memset(block, 1, 1 << 20); puts("flood"); }
    }'
greeting "$hostile"
{ echo '#include <stdlib.h>'; echo '#include <string.h>'; cat "$folder/greeting.c"; } >"$folder/harms.c"

# graded STATUS EXERCISE FILE OPTION...
graded() {
    local wanted=$1
    shift
    run "$wanted" "$MPIGRADE" grade "$@" --format json -o -
}
# What must be the same each time, in $folder/NAME.
keep() {
    "$PYTHON3" -c 'import json, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
del r["timing"]
print(json.dumps(r, sort_keys=True))' "$folder/out" >"$folder/$1"
}
same_as_before() {
    keep now
    cmp -s "$folder/first" "$folder/now" || fail "the report is another one: $*"
}
for each in "0 07-ring patterns/07-ring.c" "1 07-ring tests/cases/07-ring/receives_first_deadlocks.c" \
    "1 02-equal-chunks tests/cases/02-equal-chunks/crashes_after_output.c"; do
    set -- $each
    graded "$@" -j 1
    keep first
    graded "$@" -j 32 --no-cache
    same_as_before "$each"
done
# What one case does to itself is told of that case, and the others are as if nothing had been.
graded 1 00-spmd "$folder/harms.c" -j 32
report 'sorted(c["np"] for c in r["cases"] if c["outcome"] == "finished") == [1, 2, 7]'
report '[c["np"] for c in r["cases"] if c["outcome"] != "finished"] == [4]'
