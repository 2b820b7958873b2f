/* SPDX-License-Identifier: MIT */
/* Who is who: names as learning platforms and students write them, held against the roster. */
#ifndef MPIGRADE_BATCH_PEOPLE_H
#define MPIGRADE_BATCH_PEOPLE_H

#include "batch/course.h"

/* Letters without accents and in lower case, and digits; all else is left out, but for letters of
 * other scripts. What two spellings of one name have in common. */
char *fold_name(struct arena *arena, const char *text, size_t length) MUST_USE;

/* A text as the name of a folder and of a person in reports: valid UTF-8 without / and control
 * characters, not hidden, not too long, never empty. */
const char *person_key(struct arena *arena, const char *text) MUST_USE;

/* What a layout knows of the one who handed something in; what it does not know is NULL. */
struct owner {
    const char *text; /* a name, a login …; never NULL */
    const char *email, *number;
};

enum { PERSON_NONE = -1, PERSON_SEVERAL = -2 };

struct spelling; /* one way to write a person */

struct people {
    struct arena *arena;
    size_t count, capacity, roster_count;
    struct student *students; /* those of the roster first */
    size_t spelling_count, bucket_count;
    struct spelling **buckets; /* by hash of the folded text */
};

struct people *people_new(struct arena *arena, const struct course *course) MUST_USE;

/* The person of the roster that is written like this, or one of the two numbers above. */
long people_known(const struct people *people, const char *text, size_t length) MUST_USE;

/* The person, who is added when unknown; or PERSON_SEVERAL. */
long people_find(struct people *people, const struct owner *owner) MUST_USE;

#endif
