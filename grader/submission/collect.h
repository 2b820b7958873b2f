/* SPDX-License-Identifier: MIT */
/* The files of a submission on their way into its private folder. Everything that is stored goes
 * through collect_store(), where the caps and the rules for names are kept. */
#ifndef MPIGRADE_SUBMISSION_COLLECT_H
#define MPIGRADE_SUBMISSION_COLLECT_H

#include "base/arena.h"
#include "base/error.h"
#include "submission/submission.h"

#include <locale.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    COLLECT_FILES = 1000,           /* files of one submission */
    COLLECT_ENTRIES = 10000,        /* files, folders and links that are looked at, junk included */
    COLLECT_DEPTH = 16,             /* folders in folders */
    COLLECT_NESTED = 3,             /* archives in archives */
    COLLECT_FILE_BYTES = 16 << 20,  /* of one file */
    COLLECT_TOTAL_BYTES = 64 << 20, /* of all files, and of one archive */
    COLLECT_UNPACKED = 128 << 20,   /* bytes that come out of archives, junk included */
    COLLECT_CELLS = 10000,          /* of one notebook */
    COLLECT_VALUES = 2000000,       /* JSON values of one notebook, roughly */
};

struct stored_file {
    const char *path; /* relative to the folder */
    const char *sha256;
    const char *bytes; /* the content */
    size_t length;
};

struct collection {
    struct arena *arena;
    const char *folder; /* the private one */
    size_t count, capacity;
    struct stored_file *files;
    size_t total;    /* bytes stored */
    size_t entries;  /* looked at, in folders and archives */
    size_t unpacked; /* bytes that came out of archives */
    int nested;      /* archives that are open right now */
};

/* Counts what is looked at; ERROR_NOT_GRADABLE when it is too much. `path` is where it was found.
 */
int collect_count(struct collection *collection, const char *path, struct error *error) MUST_USE;

/* Stores what a file holds: the file itself, or what is in an archive or a notebook. `bytes` must
 * live as long as the collection. */
int collect_content(struct collection *collection, const char *path, const char *bytes,
                    size_t length, struct error *error) MUST_USE;

/* Stores one file. `path` may come from anybody: it must be relative and must not leave the folder.
 * `bytes` must live as long as the collection. ERROR_NOT_GRADABLE when a rule or a cap forbids it.
 */
int collect_store(struct collection *collection, const char *path, const char *bytes, size_t length,
                  struct error *error) MUST_USE;

/* Stores what a path of the command line names. Archives and notebooks are stored as what they
 * hold. */
int collect_path(struct collection *collection, const char *path, struct error *error) MUST_USE;

/* Stores one file of the disk under a name. */
int collect_named(struct collection *collection, const char *path, const char *name,
                  struct error *error) MUST_USE;

/* ---- companions.c ---- */

/* `path` was collected; also stores the files beside it that it includes or imports. */
int collect_companions(struct collection *collection, const char *path,
                       struct error *error) MUST_USE;

/* ---- names.c ---- */

/* A relative path of plain names, which leads nowhere else. */
bool path_is_safe(const char *path);
size_t path_depth(const char *path); /* names in it */

/* Whether names like this one are left out: hidden files, folders of Python's and of macOS' own. */
bool name_is_junk(const char *name, size_t length);

/* Whether a part of the path is junk. */
bool path_is_junk(const char *path);

/* A name for people: one line, no control characters, not too long. */
const char *name_shown(struct arena *arena, const char *name);

/* ---- archive.c ---- */

struct archive;
struct archive_entry;

bool archive_suffix(const char *path);
/* Names in archives are UTF-8 in this scope, whatever the locale. */
#define ARCHIVE_NAMES_IN_UTF8                                                                      \
    CLEANUP(archive_locale_back)                                                                   \
    __attribute__((unused)) locale_t archive_locale_before = archive_locale_use()
locale_t archive_locale_use(void) MUST_USE;
void archive_locale_back(const locale_t *before);
/* A reader of the formats and compressions that are taken; dies when memory is out. */
struct archive *archive_reader_new(void) MUST_USE;
void archive_reader_free(struct archive **reader); /* for CLEANUP() */
/* The name with slashes and without "./" in front; NULL for what is left out. */
const char *archive_plain_name(struct arena *arena, struct archive_entry *entry);

/* Stores the files of an archive, beside it: those of a/b.zip in a/. */
int archive_collect(struct collection *collection, const char *path, const char *bytes,
                    size_t length, struct error *error) MUST_USE;

/* ---- notebook.c ---- */
bool notebook_suffix(const char *path);
int notebook_collect(struct collection *collection, const char *path, const char *bytes,
                     size_t length, struct error *error) MUST_USE;

/* ---- choose.c ---- */

/* The language by suffix: 0, or -1 when it is no program. */
int language_of_path(const char *path, enum language *ret_language) MUST_USE;

/* Decides the language, the main file and its helpers. */
int choose_program(const struct collection *collection, const struct rubric *rubric,
                   struct submission *submission, struct error *error) MUST_USE;

/* ---- choose_answers.c ---- */

/* Finds the file with the answers and reads it. */
int choose_answers(const struct collection *collection, const struct rubric *rubric,
                   struct submission *submission, struct error *error) MUST_USE;

/* ---- scan.c ---- */

/* Whether C or C++ text defines (or at least names) main(); comments and strings do not count. */
bool has_main(const char *text, size_t length);
/* What a file that is no text is, for people, with an article; NULL when it may well be a text. */
const char *what_instead_of_text(const char *bytes, size_t length);
/* Whether Python text imports mpi4py or asks whether it is __main__. */
bool is_python_program(const char *text, size_t length);

#endif
