/* SPDX-License-Identifier: MIT */
/* expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    for (off_t bytes = 1 << 20; bytes > 0 && posix_fallocate(file, 0, bytes) == 0; bytes *= 2)
        ;
    return done();
}
