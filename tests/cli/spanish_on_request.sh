# --lang es, or a Spanish locale, gives Spanish messages; the JSON keys stay.
. tests/cli/lib.sh
greeting 'if (rank == 0) raise(SIGSEGV);'
run 1 "$MPIGRADE" --lang es grade 00-spmd "$folder/greeting.c" --format text -o -
said out '[Pp]unt(o|aje)' 'proceso'
run 2 env LANGUAGE=es LANG=es_PE.UTF-8 LC_ALL= "$MPIGRADE" grade 99-none "$folder/greeting.c"
said err 'ejercicio'
run 1 "$MPIGRADE" --lang es grade 00-spmd "$folder/greeting.c" --format json -o -
report 'r["outcome"] == "graded" and r["cases"][0]["outcome"] == "crashed"'
run 2 "$MPIGRADE" grade 99-none "$folder/greeting.c"
said err 'exercise'
