# Without --require only full marks give status 0; with it, the percentage.
. tests/cli/lib.sh
sample=tests/cases/02-equal-chunks/all_on_root.c
run 1 "$MPIGRADE" grade 02 "$sample" --require 100
run 0 "$MPIGRADE" grade 02 "$sample" --require 0
greeting
run 0 "$MPIGRADE" grade 00 "$folder/greeting.c" --require 100
