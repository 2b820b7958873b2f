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
    COLLECT_ENTRIES = 10000,        /* entries of one archive, junk included */
    COLLECT_DEPTH = 16,             /* folders in folders */
    COLLECT_FILE_BYTES = 16 << 20,  /* of one file */
    COLLECT_TOTAL_BYTES = 64 << 20, /* of all files, and of one archive */
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
    size_t total; /* bytes stored */
};

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

/* A relative path of a bounded number of plain names. */
bool path_is_safe(const char *path);

/* ---- companions.c ---- */

/* `path` was collected; also stores the files beside it that it includes or imports. */
int collect_companions(struct collection *collection, const char *path,
                       struct error *error) MUST_USE;

/* Whether names like this one are left out: hidden files, folders of Python's and of macOS' own. */
bool name_is_junk(const char *name, size_t length);

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
/* The name without "./" in front; NULL for what is left out. */
const char *archive_plain_name(struct archive_entry *entry);
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
/* Whether Python text imports mpi4py or asks whether it is __main__. */
bool is_python_program(const char *text, size_t length);

#endif
