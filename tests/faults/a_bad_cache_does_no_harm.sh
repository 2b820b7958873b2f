# What is remembered is cut, garbage, of others, or cannot be written: as if there were nothing.
. tests/faults/lib.sh
export MPIGRADE_CACHE=$folder/cache
remembering=("$MPIGRADE" grade "$rubric" "$program" --format json)
run 0 "${remembering[@]}"
set -- "$MPIGRADE_CACHE"/*.json
[ -f "$1" ] || exit 77 # without a sandbox nothing is remembered
for content in '' '{' 'null' '{"sha256": 1, "body": {}}' "$(head -c 300 "$1")" $'\xff\xfe garbage'; do
    printf %s "$content" >"$1"
    run 0 "${remembering[@]}"
    report 'r["score"]["percent"] == 100'
done
rm "$1"
mkdir "$1"
run 0 "${remembering[@]}"
rmdir "$1"
mkfifo "$1"
run 0 "${remembering[@]}"
chmod 555 "$MPIGRADE_CACHE"
run 0 "${as_nobody[@]}" "${remembering[@]}"
not_said err .
