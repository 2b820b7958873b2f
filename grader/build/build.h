/* SPDX-License-Identifier: MIT */
/* Makes a program out of sources: compiles C and C++, checks the syntax of Python. The compiler
 * runs in the launcher's sandbox, sees the sources read-only, and writes to a fresh folder; the
 * folder with the sources is never written to. */
#ifndef MPIGRADE_BUILD_BUILD_H
#define MPIGRADE_BUILD_BUILD_H

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "launch/launch.h"
#include "rubric/rubric.h"

#include <stdbool.h>
#include <stddef.h>

struct build_request {
    enum language language;
    const char *folder; /* with the sources and what they include; absolute */
    size_t source_count;
    const char *const *sources; /* relative to folder; the main file first */
    const char *const *flags;   /* NULL-ended, or NULL; the rubric's own */
    size_t define_count;        /* -DNAME=value; not for Python */
    const struct constant *defines;
    struct limits limits;
};

/* All texts belong to the arena. */
struct build {
    bool ok;                 /* false: the sources are at fault; diagnostics say why */
    const char *command;     /* as people would type it */
    const char *diagnostics; /* what the compiler said, warnings too; "" when nothing */
    const char *stopped;     /* the limit that ended the compiler, in words; NULL: none */
    const char *folder;      /* for launch_request.folder */
    const char *const *argv; /* for launch_request.command */
    const char *program;     /* the executable on the machine; NULL for Python */
    const char *temporary;   /* the folder that build_done() removes, or NULL */
};

/* What makes, or runs, programs in this language. */
enum launch_tool build_tool(enum language language);

/* -1 only when we failed: no compiler, no disk. */
int build_program(struct launcher *launcher, const struct build_request *request,
                  struct arena *arena, struct build *ret_build, struct error *error) MUST_USE;

/* Removes what was built. A build of all zeros is fine. */
void build_done(struct build *build);

#endif
