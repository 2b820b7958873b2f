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
int layout_find(const char *key); /* -1: none */

/* One thing that was handed in: one student, one exercise, one attempt. */
struct attempt {
    size_t student;  /* index into handed_in.students */
    size_t exercise; /* index into course->exercises */
    int number;      /* 1 for the first, in order of time */
    bool
        counts; /* the last of this student and exercise (the store decides when the best counts) */
    int64_t time; /* seconds since 1970; 0: not known (never a file's time after unpacking) */
    size_t path_count;
    const char *const *paths; /* absolute; as `mpigrade grade` takes them */
};

struct stray {
    const char *path, *why; /* why it could not be attributed, a sentence */
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

/* Looks through `folder` (or an archive, whose content goes to `scratch`). `layout` -1: recognise
 * it. Archives inside stay as they are: grading opens them. Hostile names are data. */
struct handed_in *layout_read(struct arena *arena, const struct course *course, const char *folder,
                              const char *scratch, int layout, struct error *error) MUST_USE;

#endif
