# A mistyped exercise is refused with the names that look like it.
. tests/cli/lib.sh
greeting
run 2 "$MPIGRADE" grade 02-equal-chinks "$folder/greeting.c"
said err 02-equal-chinks '02-equal-chunks'
not_said err 07-ring
run 2 "$MPIGRADE" show rnig
said err 07-ring
