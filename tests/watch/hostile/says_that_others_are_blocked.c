/* SPDX-License-Identifier: MIT */
/* What a program forges it tells of itself: it may be believed, and others lose nothing by it.
 * expect deadlocked run, too */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    if (rank == 0)
        for (int r = 0; r < size; r++)
            forge_call(r, RECORD_ENTER, CALL_Recv, (r + 1) % size, 1, 0);
    sleep(2);
    return done();
}
