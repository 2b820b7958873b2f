/* SPDX-License-Identifier: MIT */
#include "grade/fingerprint.h"
#include "grade/remembered.h"

#include <sys/utsname.h>

/* Programs print the machine's name, and home folders may be shared between machines. */
static void add_machine(struct fingerprint *print, const struct remembered_origin *origin) {
    struct utsname machine;
    if (uname(&machine) == 0) {
        fingerprint_text(print, "host", machine.nodename);
        fingerprint_text(print, "machine", machine.machine);
    }
    fingerprint_text(print, "mpi", origin->mpi);
    fingerprint_text(print, "sandbox", origin->sandbox);
}

const char *remembered_key(struct arena *arena, const struct remembered_origin *origin) {
    struct fingerprint print;
    if (origin->own == NULL)
        return NULL;
    fingerprint_begin(&print);
    add_machine(&print, origin);
    fingerprint_rubric(&print, origin->rubric);
    fingerprint_program(&print, origin->program);
    fingerprint_tool(&print, origin->tool);
    /* Stands for the format of what is remembered, too. */
    fingerprint_text(&print, "own", origin->own);
    return fingerprint_end(&print, arena);
}
