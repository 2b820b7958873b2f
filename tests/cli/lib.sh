# Sourced by the tests of what the program does when called. Each of them is one file, named after what
# it shows; it runs in the repository's top folder, with MPIGRADE and PYTHON3 set.
set -u
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
unset LANGUAGE LANG
export LC_ALL=C.UTF-8

fail() {
    echo "FAILED: $*"
    echo "--- command: ${command-}; status ${status-}; standard output:"
    head -c 4000 "$folder/out"
    echo "--- standard error:"
    head -c 4000 "$folder/err"
    exit 1
}

# run STATUS COMMAND...: runs it and expects that exit status; leaves $folder/out and $folder/err.
run() {
    local wanted=$1
    shift
    command=$*
    "$@" >"$folder/out" 2>"$folder/err" </dev/null
    status=$?
    [ "$status" -eq "$wanted" ] || fail "expected exit status $wanted"
}

# said out|err REGEX..., not_said out|err REGEX...: what the last run wrote there.
said() {
    local stream=$1 pattern
    shift
    for pattern; do
        grep -qE -- "$pattern" "$folder/$stream" || fail "expected in std$stream: $pattern"
    done
}

not_said() {
    local stream=$1 pattern
    shift
    for pattern; do
        ! grep -qE -- "$pattern" "$folder/$stream" || fail "not expected in std$stream: $pattern"
    done
}

# report EXPRESSION: the JSON report in $folder/out, as `r`, must make the Python expression true.
report() {
    "$PYTHON3" -c 'import json, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
sys.exit(0 if eval(sys.argv[2]) else 1)' "$folder/out" "$1" || fail "the report is not so: $1"
}

# greeting [EXTRA-C-STATEMENTS]: a right submission to 00-spmd in $folder/greeting.c, which does the extra before
# it finalises.
greeting() {
    cat >"$folder/greeting.c" <<END
#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(int argc, char **argv) {
    int rank, size, length;
    char host[MPI_MAX_PROCESSOR_NAME];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(host, &length);
    printf("Greetings from process %d of %d on %s\n", rank, size, host);
    ${1-}
    MPI_Finalize();
    return 0;
}
END
}
