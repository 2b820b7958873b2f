/* SPDX-License-Identifier: MIT */
/* Which exercise a name of a file or folder means. */
#ifndef MPIGRADE_BATCH_MATCH_H
#define MPIGRADE_BATCH_MATCH_H

#include "batch/course.h"

enum { MATCH_NONE = -1, MATCH_SEVERAL = -2 };

/* How sure it is; a longer word is surer than a shorter one. */
enum match_strength {
    MATCH_NUMBER = 100,  /* "02", "ej2" */
    MATCH_BEGIN = 200,   /* "equal", "message" */
    MATCH_WORDS = 1000,  /* "equal_chunks", "02-equal-chunks" */
    MATCH_USUAL = 5000,  /* a name that the rubric expects */
    MATCH_COURSE = 9000, /* a name that the course file says */
};

struct match {
    long exercise; /* an index, or one of the two numbers above */
    long other;    /* of several, two: `exercise` is MATCH_SEVERAL, these are the two */
    long one;
    size_t strength;
    size_t from, to; /* the part of the text that means it; all of it when the whole name does */
};

/* One name. A file's suffix should be in it; it means nothing. */
struct match match_name(const struct course *course, const char *name, size_t length) MUST_USE;

/* The surest among the names of a path, the last of equally sure ones. A course of one exercise
 * means that one whatever the names. */
struct match match_path(const struct course *course, const char *path) MUST_USE;

/* Whether nothing stands beside the match but words like "exercise". */
bool match_is_whole(const char *name, size_t length, const struct match *match);

/* Cuts what tells attempts of one name apart off the end of a file's stem: " (2)", "_v3". Returns
 * which attempt it is; 1 when nothing says so. */
int cut_attempt(const char *stem, size_t *length);

/* The length of a file's name without its suffix (".tar.gz" is one). */
size_t stem_length(const char *name);

/* ---- words ---- */

struct word {
    size_t from, to;
    bool is_number, touches_before, touches_after; /* no separator between it and its neighbour */
};

enum { WORDS_MOST = 24 };

/* Cuts at what is no letter or digit, between letters and digits and before capitals. */
size_t cut_words(const char *text, size_t length, struct word words[WORDS_MOST]);

/* "ej", "exercise", "lab" …: says that a number is an exercise's. */
bool word_is_marker(const char *text, const struct word *word);

#endif
