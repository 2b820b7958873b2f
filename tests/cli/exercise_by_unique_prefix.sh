# `02` is enough for 02-equal-chunks; `0` fits many and is refused with them named.
. tests/cli/lib.sh
run 0 "$MPIGRADE" show 02
cp "$folder/out" "$folder/by_prefix"
run 0 "$MPIGRADE" show 02-equal-chunks
cmp -s "$folder/out" "$folder/by_prefix" || fail "show 02 and show 02-equal-chunks differ"
run 2 "$MPIGRADE" show 0
said err 00-spmd 07-ring
