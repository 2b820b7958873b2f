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
    fingerprint_begin(&print);
    add_machine(&print, origin);
    fingerprint_rubric(&print, origin->rubric);
    fingerprint_program(&print, origin->program);
    fingerprint_tool(&print, origin->tool);
    /* This program's content stands for its version and for the format of what is remembered. */
    fingerprint_file(&print, "self", "/proc/self/exe");
    fingerprint_file(&print, "agent", origin->agent);
    if (origin->library != NULL)
        fingerprint_file(&print, "library", origin->library);
    return fingerprint_end(&print, arena);
}
