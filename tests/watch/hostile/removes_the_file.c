/* SPDX-License-Identifier: MIT */
/* expect finished */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    const char *path = getenv(WATCH_ENV_MAP);
    if (rank == 0 && (unlink(path) == 0 || rename(path, "/tmp/calls") == 0))
        (void)!symlink("/etc/shadow", path);
    usleep(100000);
    return done();
}
