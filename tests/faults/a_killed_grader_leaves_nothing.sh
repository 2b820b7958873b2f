# Killed in the middle, at any moment: no half report, no temporary files, no processes. Two graders that write the same
# report: it is one of both.
. tests/faults/lib.sh
mkdir "$folder/tmp" "$folder/reports"
export TMPDIR=$folder/tmp
# What is there of a grading: temporary files and processes.
ours() {
    find "$folder/tmp" -mindepth 1
    grep -lsz "^WHOSE=$folder\$" /proc/[0-9]*/environ
    grep -ls "$folder/[t]mp" /proc/[0-9]*/cmdline # what runs in a sandbox
    sed -n 's/^made //p' "$folder/log" 2>/dev/null | while read -r made; do
        [ ! -e "$made" ] || echo "$made"
    done
}
for moment in 0.02 0.2 0.4 0.7 1.0; do
    for signal in KILL TERM; do
        env WHOSE="$folder" MPIGRADE_INJECT_LOG="$folder/log" LD_PRELOAD="$INJECT" \
            "${grade[@]}" -o "$folder/reports/r.json" 2>/dev/null &
        grader=$!
        sleep "$moment"
        kill -$signal $grader 2>/dev/null
        wait $grader 2>/dev/null
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
