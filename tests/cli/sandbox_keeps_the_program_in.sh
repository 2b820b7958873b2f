# Inside the sandbox a program sees neither rubrics, references nor home folders, has no network and
# cannot write what stays.
. tests/cli/lib.sh
. tests/lint/lib.sh
greeting
"$MPIGRADE" grade 00-spmd "$folder/greeting.c" --sandbox=require >"$folder/out" 2>"$folder/err" || {
    [ -z "${MPIGRADE_SANDBOX_MUST_WORK-}" ] || fail "the sandbox must work here"
    skip "the sandbox does not work here"
}
secret=$PWD/rubrics/00-spmd.json
cat >"$folder/spy.c" <<END
#include <arpa/inet.h>
#include <errno.h>
#include <mpi.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static void peep(const char *path) {
    printf("%s: %s\n", path, access(path, F_OK) == 0 ? "SEEN" : "not there");
}
int main(int argc, char **argv) {
    struct sockaddr_in out = {.sin_family = AF_INET, .sin_port = htons(53)};
    MPI_Init(&argc, &argv);
    peep("$secret");
    peep("$PWD/patterns");
    peep("$HOME/.ssh");
    peep("/etc/shadow");
    peep("$folder/spy.c");
    inet_pton(AF_INET, "192.0.2.1", &out.sin_addr);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    printf("network: %s\n", fd >= 0 && connect(fd, (struct sockaddr *)&out, sizeof out) == 0 ? "REACHED" : "none");
    printf("uid: %s\n", getuid() == 0 ? "ROOT" : "plain");
    FILE *file = fopen("/usr/left_behind", "w");
    printf("usr: %s\n", file != NULL ? "WRITTEN" : strerror(errno));
    MPI_Finalize();
    return 0;
}
END
run 0 "$MPIGRADE" run "$folder/spy.c" -np 1 --sandbox=require
said out 'network: none' 'uid: plain' 'usr: Read-only file system'
not_said out SEEN REACHED ROOT WRITTEN
