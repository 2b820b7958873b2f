/* SPDX-License-Identifier: MIT */
/* Every answer to MPI_ANY_SOURCE makes the reader look at all that wait.
 * expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    for (uint32_t i = 1; i <= 15000 && rank == 0; i++)
        forge_call(1, RECORD_POST, CALL_Irecv, 2, 5, i);
    for (uint32_t i = 1; i <= 15000 && rank == 2; i++)
        forge_call(2, RECORD_POST, CALL_Isend, 1, 6, i);
    while (rank == 0 && seconds_left(2) > 1)
        usleep(1000);
    while (rank == 0 && seconds_left(2) > 0) {
        forge_call(1, RECORD_ENTER, CALL_Recv, WATCH_ANY, 9, 0);
        forge_leave(1, 3, 9);
    }
    return done_in_words();
}
