/* SPDX-License-Identifier: MIT */
/* Each of them has to be held against all messages that wait.
 * expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    for (uint32_t i = 1; i <= 16000; i++)
        forge_call(rank, RECORD_POST, CALL_Isend, (rank + 1) % size, 5, i);
    for (uint32_t i = 20001; i <= 36000; i++)
        forge_call(rank, RECORD_POST, CALL_Irecv, (rank + 1) % size, 6, i);
    for (int i = 0; i < 10000; i++) {
        struct watch_record record = {.kind = RECORD_REQUESTS, .comm = WATCH_WORDS};
        for (int w = 0; w < WATCH_WORDS; w++)
            record.words[w] = 20001 + (i * WATCH_WORDS + w) % 16000;
        forge(rank, record);
    }
    forge_call(rank, RECORD_ENTER, CALL_Waitall, 0, 0, 0);
    sleep(1);
    forge_leave(rank, WATCH_NULL, WATCH_NULL);
    return done_in_words();
}
