# doctor names the MPI and the sandbox that it found, and that they work.
. tests/cli/lib.sh
run 0 "$MPIGRADE" doctor
said out 'Open MPI|MPICH' 'bubblewrap|sandbox'
