# A program that dies is told which rank died by which signal; what it printed before still counts.
. tests/cli/lib.sh
greeting 'if (rank == size - 1) raise(SIGSEGV);'
run 1 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format json -o -
report 'r["outcome"] == "graded" and 0 < r["score"]["percent"] < 100'
report 'all(c["outcome"] == "crashed" for c in r["cases"])'
report 'all(c["ranks"][-1]["signal_name"] == "SIGSEGV" for c in r["cases"])'
report 'any("SIGSEGV" in f["what"] for k in r["checks"] for f in k["findings"])'
run 1 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --format text -o -
said out SIGSEGV
