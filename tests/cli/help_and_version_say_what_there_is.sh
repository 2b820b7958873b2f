# --help and --version answer on standard output with status 0, for each command too.
. tests/cli/lib.sh
run 0 "$MPIGRADE" --version
said out '^mpigrade [0-9]+\.[0-9]+'
run 0 "$MPIGRADE" --help
said out list show start grade run rubric doctor
for name in list show start grade run rubric doctor; do
    run 0 "$MPIGRADE" "$name" --help
    said out "$name"
done
