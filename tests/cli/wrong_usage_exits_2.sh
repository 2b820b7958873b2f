# Who types something wrong is told so on standard error, with status 2 and nothing on standard output.
. tests/cli/lib.sh
greeting
run 2 "$MPIGRADE"
run 2 "$MPIGRADE" juggle
said err juggle
run 2 "$MPIGRADE" grade
run 2 "$MPIGRADE" grade 00-spmd
run 2 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --no-such-option
run 2 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format papyrus
said err papyrus json
run 2 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --require many
run 2 "$MPIGRADE" run "$folder/greeting.c" -np 0
not_said out .
