# A path that is not there, or cannot be read as a program, is named; nothing is graded.
. tests/cli/lib.sh
run 2 "$MPIGRADE" grade 00-spmd "$folder/no_such_file.c"
said err no_such_file.c
mkdir "$folder/empty"
run 1 "$MPIGRADE" grade 00-spmd "$folder/empty" --format json -o -
report 'r["outcome"] == "not_gradable" and r["reason"]'
