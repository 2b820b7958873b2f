# A program that does not end is ended; the finding names the limit, and what it had printed is kept.
. tests/cli/lib.sh
greeting 'if (rank == 0) for (;;) pause();'
run 1 "$MPIGRADE" grade 00-spmd "$folder/greeting.c" --limit wall_s=2 --format json -o -
report 'r["outcome"] == "graded" and r["score"]["percent"] < 100'
report 'r["cases"][0]["outcome"] == "timed_out" and r["cases"][0]["limit"] == "wall_s"'
report '"Greetings from process 0" in r["cases"][0]["ranks"][0]["stdout"]'
