/* SPDX-License-Identifier: MIT */
/* A program made ready to run: built once for each set of macros that the rubric's cases ask for,
 * then run case by case. A submission and a reference program go the same way, and so do answers,
 * which were captures from the start (submission/answers.h). */
#ifndef MPIGRADE_GRADE_READY_H
#define MPIGRADE_GRADE_READY_H

#include "build/build.h"
#include "grade/grade.h"
#include "report/report.h"
#include "submission/submission.h"

#include <stddef.h>
#include <stdint.h>

struct ready_build {
    const struct rubric_case *run; /* the first case that needs it */
    struct build build;
    struct lines *lines; /* of its source; NULL: none are asked for */
};

struct ready {
    /* set by the caller: */
    struct launcher *launcher;
    const struct rubric *rubric;
    struct arena *arena;
    bool any_program; /* the rubric's names and languages are for submissions, not for this one */
    /* set by ready_make(), as far as it came: */
    const char *folder; /* the private copy of the files */
    const struct submission *submission;
    size_t count;
    struct ready_build *builds; /* stops at the first that failed */
    int64_t build_us;
};

/* Copies what the paths name. ready_done() is always due. */
int ready_open(struct ready *ready, const char *const *paths, size_t count,
               struct error *error) MUST_USE;

/* Then builds it; answers need none of it. ERROR_NOT_GRADABLE when it does not compile. */
int ready_build(struct ready *ready, struct error *error) MUST_USE;

/* The reason then, when it was the compiler's own, and no limit's: `main` is the main file. */
const char *ready_refusal(struct arena *arena, bool python, const char *main);

/* Both. */
int ready_make(struct ready *ready, const char *const *paths, size_t count,
               struct error *error) MUST_USE;
void ready_done(struct ready *ready);

/* Whether this user may have few processes more, so that each case has to find enough of them. */
bool ready_counts_processes(void);

/* Runs a case of the rubric, which must be one of rubric->cases; answers are as good as run. */
int ready_run(const struct ready *ready, const struct rubric_case *run,
              struct capture **ret_capture, struct error *error) MUST_USE;

/* Tells a report what was made, as far as it came: language, files, build, MPI and sandbox. */
void ready_describe(const struct ready *made, struct report_source *source);

#endif
