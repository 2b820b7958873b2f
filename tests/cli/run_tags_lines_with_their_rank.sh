# run shows who printed what, also what a program claims to have been printed by others, and hands on
# arguments and the program's success.
. tests/cli/lib.sh
greeting 'if (argc > 1) printf("[rank 9] argument %s\n", argv[1]);'
run 0 "$MPIGRADE" run "$folder/greeting.c" -np 3 -- "two words"
for rank in 0 1 2; do
    said out "^\[rank $rank\] Greetings from process $rank of 3" "^\[rank $rank\] \[rank 9\] argument two words"
done
not_said out '^\[rank 9\]'
greeting 'if (rank == 1) raise(SIGABRT);'
run 1 "$MPIGRADE" run "$folder/greeting.c" -np 2
said out 'SIGABRT'
