# A single program that includes a header beside it, or imports a module, runs as it does for its author.
. tests/cli/lib.sh
printf 'enum { ANSWER = 42 };\n' >"$folder/answer.h"
printf '#include "answer.h"\n' >"$folder/more.h"
cat >"$folder/a.c" <<'END'
#  include "more.h"
#include <mpi.h>
#include <stdio.h>
int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    printf("it is %d\n", ANSWER);
    MPI_Finalize();
    return 0;
}
END
printf 'ANSWER = 43\n' >"$folder/answers.py"
printf 'from mpi4py import MPI\nfrom answers import ANSWER\nprint("it is", ANSWER)\n' >"$folder/b.py"
run 0 "$MPIGRADE" run "$folder/a.c" -np 1
said out '^\[rank 0\] it is 42'
run 0 "$MPIGRADE" run "$folder/b.py" -np 1
said out '^\[rank 0\] it is 43'
