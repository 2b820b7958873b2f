/* SPDX-License-Identifier: MIT */
/* expect any */
#include "forge.h"
int main(int argc, char **argv) {
    begin(&argc, &argv);
    while (seconds_left(1) > 0) {
        struct watch_record record;
        for (size_t i = 0; i < sizeof record / 8; i++)
            ((uint64_t *)&record)[i] = noise() % 4 == 0 ? noise() : noise() % 8;
        record.kind %= RECORD_KIND_COUNT;
        record.call %= CALL_COUNT;
        if (record.kind == RECORD_COMM || record.kind == RECORD_MEMBERS)
            continue; /* would end the watch at once */
        forge((int)(noise() % (uint64_t)size), record);
    }
    _exit(0);
}
