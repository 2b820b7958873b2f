# A program may use all of MPI, though only the components that it needs are shown to it.
. tests/cli/lib.sh
for sandbox in auto off; do
    run 0 "$MPIGRADE" run --sandbox=$sandbox tests/cli/programs/every_part_of_mpi.c -np 4
    said out '^\[rank 3\] ring 3: 2 and 0' '^\[rank 1\] graph 1: 0' '^\[rank 0\] window 0: 3' '^\[rank 0\] sum in the window: 6' \
        '^\[rank 2\] file 2: 3' '^\[rank 1\] the others of 1: 2' '^\[rank 0\] numbers 0: 3, 6 4 2'
done
