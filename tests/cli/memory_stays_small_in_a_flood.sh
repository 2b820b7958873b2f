# Hundreds of megabytes go through mpigrade, of the bytes that take most room in a report, and it stays small.
. tests/cli/lib.sh
cat >"$folder/floods.c" <<'END'
#include <mpi.h>
#include <unistd.h>
int main(int argc, char **argv) {
    static char block[65536];
    MPI_Init(&argc, &argv);
    for (int i = 0; i < 200; i++)
        (void)!write(1 + i % 2, block, sizeof block);
    MPI_Finalize();
    return 0;
}
END
cat >"$folder/peak.py" <<'END'
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
status, used = os.wait4(child.pid, 0)[1:]
print("peak", used.ru_maxrss // 1024, "MiB", file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status) if used.ru_maxrss < 64 * 1024 else 99)
END
run 0 "$PYTHON3" "$folder/peak.py" "$MPIGRADE" run "$folder/floods.c" -np 16 --limit wall_s=60 --limit cpu_s=60 --format json -o -
report 'len(r["ranks"]) == 16 and all(k["truncated"]["stdout"] > 6e6 and k["truncated"]["stderr"] > 6e6 for k in r["ranks"])'
run 1 "$PYTHON3" "$folder/peak.py" "$MPIGRADE" grade 00-spmd "$folder/floods.c" --limit wall_s=60 --limit cpu_s=60 --format json -o -
