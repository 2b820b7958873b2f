# Output and temporary folders that are full, missing, closed or no folders: a fault that names them; what was there
# stays, no half report is written.
. tests/faults/lib.sh
mkdir -m 755 "$folder/closed"
chmod 555 "$folder/closed"
fault "closed/r.json: Permission denied.*-o" "${as_nobody[@]}" "${grade[@]}" -o "$folder/closed/r.json"
fault "closed: Is a directory" "${grade[@]}" -o "$folder/closed"
fault "No such file or directory.*TMPDIR" env TMPDIR=/nonexistent "${grade[@]}"
fault "Permission denied.*TMPDIR" "${as_nobody[@]}" env TMPDIR="$folder/closed" "${grade[@]}"
run 3 bash -c 'ulimit -f 4; exec "$@"' - "${grade[@]}" -o "$folder/r.json"
cp "$folder/r.json" "$folder/out"
report 'r["outcome"] == "grader_fault" and not r["score"]'
echo old >"$folder/r.json"
run 3 bash -c 'ulimit -f 0; exec "$@" 2>/dev/null' - "${grade[@]}" -o "$folder/r.json"
[ "$(cat "$folder/r.json")" = old ] || fail "the old report is gone"
mkfifo "$folder/fifo"
fault "fifo: No such device.*-o" "${grade[@]}" -o "$folder/fifo"
run 3 bash -c 'exec "$@" >/dev/full' - "${grade[@]}"
said err 'cannot write the output: No space left'
[ -z "$(find "$folder" -name 'r.json.*')" ] || fail "half a report is left"

# Long names, odd homes and odd languages do no harm.
long=$folder
for _ in 1 2 3; do long=$long/$(printf 'a%.0s' {1..200}); done
mkdir -p "$long"
run 0 env -u HOME TMPDIR="$long" LC_ALL=xx_YY.UTF-8 LANGUAGE=zz "${grade[@]}"
[ -z "$(ls -A "$long")" ] || fail "something is left in TMPDIR"
run 0 env HOME=/dev/null/home XDG_CACHE_HOME=/dev/null TMPDIR=relative "${grade[@]:0:4}" --format json

# A full disk.
mkdir "$folder/small"
unshare -m true 2>/dev/null || exit 0
full() {
    fault "$1" unshare -m bash -c 'mount -t tmpfs -o size=$0 none "$1" && head -c "$2" /dev/zero >"$1/filler"; shift 2
        exec "$@"' "$2" "$folder/small" "$3" "${@:4}"
}
full 'No space left' 16k 1M env TMPDIR="$folder/small" "${grade[@]}"
full 'No space left|no room' 28k 1 env TMPDIR="$folder/small" "${grade[@]}"
full 'No space left' 16k 1M "${grade[@]}" -o "$folder/small/r.json"
run 0 unshare -m bash -c 'mount -t tmpfs -o size=1M none /dev/shm && exec "$@"' - "${grade[@]}"
run 0 unshare -m bash -c 'mount --bind "$0" /dev/shm && mount -o remount,bind,ro /dev/shm && exec "$@"' \
    "$folder/small" "${grade[@]}"
