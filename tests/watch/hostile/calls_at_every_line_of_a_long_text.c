/* SPDX-License-Identifier: MIT */
/* The program's own text is taken for a script.
 * expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    forge(rank, (struct watch_record){.kind = RECORD_FILE, .text = "program.c"});
    for (uint64_t i = 0; i < 8000; i++)
        forge(rank,
              (struct watch_record){.kind = RECORD_SITE,
                                    .call = (uint16_t)(i % 4),
                                    .event = {.where = WHERE_PYTHON | (100000 - i / 4) << 24 | 1}});
    return done_in_words();
}
