# Killed in the middle, at any moment: no half report, no temporary files, no processes. Two graders that write the same
# report: it is one of both.
. tests/faults/lib.sh
mkdir "$folder/tmp" "$folder/reports"
export TMPDIR=$folder/tmp
ours() { ls -A "$folder/tmp"; for at in /proc/[0-9]*; do
    tr '\0' '\n' 2>/dev/null <"$at/environ" | grep -qx "WHOSE=$folder" && basename "$at"; done; find /dev/shm -mindepth 1 -maxdepth 1 -printf '%f\n' | grep -xFf "$folder/made"; }
for moment in 0.02 0.2 0.4 0.7 1.0; do
    for signal in KILL TERM; do
        : >"$folder/made"
        env WHOSE="$folder" MPIGRADE_INJECT_LOG="$folder/log" LD_PRELOAD="$INJECT" \
            "${grade[@]}" -o "$folder/reports/r.json" 2>/dev/null &
        grader=$!
        sleep "$moment"
        kill -$signal $grader 2>/dev/null
        wait $grader 2>/dev/null
        sed -n 's:^made /dev/shm/::p' "$folder/log" >"$folder/made" 2>/dev/null
        for _ in $(seq 100); do [ -n "$(ours)" ] || break; sleep 0.1; done
        [ -z "$(ours)" ] || fail "left behind after SIG$signal at $moment s: $(ours)"
        [ -z "$(find "$folder/reports" -mindepth 1 ! -name r.json)" ] || fail "half a report is left"
        rm -f "$folder/reports/r.json" "$folder/log"
    done
done

"${grade[@]}" -o "$folder/reports/r.json" &
"${grade[@]}" -o "$folder/reports/r.json" || fail "one of two graders failed"
wait $! || fail "the other of two graders failed"
[ "$(ls -A "$folder/reports")" = r.json ] || fail "something is left beside the report"
cp "$folder/reports/r.json" "$folder/out"
report 'r["outcome"] == "graded" and r["score"]["percent"] == 100'
[ -z "$(ls -A "$folder/tmp")" ] || fail "temporary files are left"
