/* SPDX-License-Identifier: MIT */
/* Who handed in what: reads the folder that a teaching assistant has, whatever made it. */
#ifndef MPIGRADE_BATCH_LAYOUT_H
#define MPIGRADE_BATCH_LAYOUT_H

#include "batch/course.h"

/* X(ENUM, key, what is said when it is recognised) */
#define LAYOUTS(X)                                                                                 \
    X(FOLDERS, "folders", N_("a folder for each student"))                                         \
    X(FILES, "files", N_("a file for each student"))                                               \
    X(MOODLE, "moodle", N_("a download of all submissions from Moodle"))                           \
    X(CANVAS, "canvas", N_("a download of all submissions from Canvas"))                           \
    X(GRADESCOPE, "gradescope", N_("an export of submissions from Gradescope"))                    \
    X(CLASSROOM, "classroom", N_("clones of GitHub Classroom repositories"))

enum layout {
#define X(name, key, text) LAYOUT_##name,
    LAYOUTS(X)
#undef X
        LAYOUT_COUNT
};

const char *layout_key(enum layout layout);
const char *layout_text(enum layout layout); /* in words */
int layout_find(const char *key);            /* -1: none */

/* One thing that was handed in: one student, one exercise, one attempt. */
struct attempt {
    size_t student;  /* index into handed_in.students */
    size_t exercise; /* index into course->exercises */
    int number;      /* 1 for the first, in order of time */
    bool
        counts; /* the last of this student and exercise (the store decides when the best counts) */
    bool late;  /* the platform says so, though perhaps not how much */
    int64_t time; /* seconds since 1970; 0: not known (never a file's time after unpacking) */
    size_t path_count;
    const char *const *paths; /* absolute; as `mpigrade grade` takes them */
    const char *name;         /* what was handed in, for people: below the folder; valid UTF-8 */
};

struct stray {
    const char *path,
        *why; /* valid UTF-8; why it could not be attributed and what to do, a sentence */
};

struct handed_in {
    enum layout layout;
    size_t student_count; /* those of the roster first, then whoever else handed in */
    struct student *students;
    bool *in_roster; /* of each student; all true without a roster */
    size_t attempt_count;
    struct attempt *attempts; /* sorted by student, exercise, number */
    size_t stray_count;
    struct stray *strays;
};

/* Looks through `folder`, or an archive. `layout` -1: recognise it. Archives inside stay as they
 * are, because grading opens them, but those of a platform's whole download and those that hold
 * several exercises: their content goes to `scratch`, an empty folder that must live as long as the
 * paths are used (NULL: such archives become strays). Hostile names are data. Folders that hold a
 * batch's store are passed over. The same folder gives the same result each time. ERROR_USAGE when
 * there is nothing to read. */
struct handed_in *layout_read(struct arena *arena, const struct course *course, const char *folder,
                              const char *scratch, int layout, struct error *error) MUST_USE;

#endif
