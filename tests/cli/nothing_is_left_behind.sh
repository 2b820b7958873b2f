# However a program or mpigrade itself ends, nothing stays: no process, no file in TMPDIR, /tmp or /dev/shm. All is
# run in a world of its own, so that whatever is seen there is ours; the repository, which may lie in /tmp, is at /srv.
unset TMPDIR
. tests/cli/lib.sh
. tests/lint/lib.sh
world() {
    local root=--map-root-user
    [ "$(id -u)" -ne 0 ] || root=
    # The shell inside is the first process, and takes the orphans.
    unshare $root --mount --pid --fork --mount-proc --kill-child sh -c '
        mount --bind "$PWD" /srv && cd /srv && mount -t tmpfs none /dev/shm && mount --bind "$0" /mnt &&
            mount -t tmpfs none /tmp || exit 99
        "$@"
        exit $?' "$folder" "$@"
}
export MPIGRADE=${MPIGRADE/#"$PWD"//srv} MPIGRADE_DATA=/srv
world "$MPIGRADE" run --sandbox=require -np 1 patterns/00-spmd.c >"$folder/out" 2>"$folder/err" </dev/null || {
    [ -z "${MPIGRADE_SANDBOX_MUST_WORK-}" ] || fail "the sandbox must work here"
    skip "a world of its own cannot be made here"
}
# Leaves what it can behind, ignores what it can, and stays.
cat >"$folder/stays.c" <<'END'
#include <fcntl.h>
#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void leave(const char *where) {
    char path[300];
    snprintf(path, sizeof path, "%s/left-%d", where, (int)getpid());
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    if (fd >= 0)
        (void)!write(fd, "left", 4);
}
int main(int argc, char **argv) {
    for (int number = 1; number < 65; number++)
        signal(number, SIG_IGN);
    MPI_Init(&argc, &argv);
    leave(getenv("TMPDIR"));
    if (strcmp(getenv("TMPDIR"), "/tmp") == 0) /* within walls */
        leave("/dev/shm");
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            for (;;)
                (void)!write(1, "daemon\n", 7), usleep(1000);
        _exit(0);
    }
    printf("running\n");
    if (argc > 1)
        MPI_Finalize();
    else
        sleep(1000);
    return 0;
}
END
# The compiler is kept busy.
cat >"$folder/compiles.cpp" <<'END'
template <int depth, int way> struct bomb {
    static const int value = bomb<depth - 1, way * 2>::value + bomb<depth - 1, way * 2 + 1>::value;
};
template <int way> struct bomb<0, way> { static const int value = way; };
int main() { return bomb<24, 0>::value; }
END
cat >"$folder/look.py" <<'END'
import os, signal, subprocess, sys, time
mpigrade = os.environ["MPIGRADE"]
os.makedirs("/tmp/own")
os.environ["TMPDIR"] = "/tmp/own"

def processes():
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/comm") as file:
                found[int(pid)] = file.read().strip()
        except OSError:
            pass
    return found

def left():
    files = [os.path.join(where, name) for where in ("/tmp", "/tmp/own", "/dev/shm")
             for name in os.listdir(where) if os.path.join(where, name) != "/tmp/own"]
    return files + [f"{pid} {name}" for pid, name in processes().items()
                    if pid not in usual and pid != os.getpid()]

def await_(what, is_so):
    end = time.monotonic() + 60
    while not is_so():
        if time.monotonic() > end:
            sys.exit(f"{what}: {left()}")
        time.sleep(0.01)

usual = set(processes())
everything = signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP
for walls in "require", "off":
    for program, name, count, words, numbers in (
            ("stays.c", "stays", 4, ["run", "-np", "2"], everything),
            ("compiles.cpp", "cc1plus", 1, ["run", "-np", "2"], everything),
            # several cases side by side, and the reference beside them
            ("stays.c", "stays", 12, ["grade", "-j16", "--no-cache", "00-spmd"], (signal.SIGKILL, signal.SIGINT))):
        for number in numbers:
            run = subprocess.Popen([mpigrade, *words, f"--sandbox={walls}", f"/mnt/{program}"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            await_(f"{program} with {walls} does not run",
                   lambda: list(processes().values()).count(name) >= count)
            run.send_signal(number)
            ended = run.wait()
            start = time.monotonic()
            if ended != -number:
                sys.exit(f"{number} ended it with {ended}")
            await_(f"left by {program} after signal {number}, sandbox {walls}", lambda: not left())
            print(f"{walls} {program} {number}: {time.monotonic() - start:.3f} s")
    # At any moment, while sandboxes are set up, too.
    for i in range(15):
        run = subprocess.Popen([mpigrade, "grade", "-j16", "--no-cache", f"--sandbox={walls}", "00-spmd", "/mnt/stays.c"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.1 + i * 0.02)
        run.kill()
        run.wait()
        await_(f"left after {0.1 + i * 0.02:.2f} s, sandbox {walls}", lambda: not left())
    done = subprocess.run([mpigrade, "run", f"--sandbox={walls}", "-np", "2", "/mnt/stays.c", "--", "ends"],
                          stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode != 0 or left():
        sys.exit(f"left by a program that ended with {walls}: {done.returncode} {done.stdout} {done.stderr} {left()}")
END
export MPIGRADE
run 0 world "$PYTHON3" /mnt/look.py
