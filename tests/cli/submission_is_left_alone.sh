# Grading writes nothing into the student's folder and works when it is read-only.
. tests/cli/lib.sh
mkdir "$folder/work"
greeting
mv "$folder/greeting.c" "$folder/work/"
ls -lA --time-style=full-iso "$folder/work" >"$folder/before"
chmod a-w "$folder/work"
run 0 "$MPIGRADE" grade 00-spmd "$folder/work" --format json -o -
chmod u+w "$folder/work"
ls -lA --time-style=full-iso "$folder/work" | cmp -s - "$folder/before" || fail "the folder changed"
