/* SPDX-License-Identifier: MIT */
#include "batch/content.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/sha256.h"
#include "build/build.h"
#include "grade/fingerprint.h"
#include "submission/collect.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what was handed in ---- */

struct walk {
    struct fingerprint *print;
    struct arena *arena;
    size_t entries; /* grading refuses more; what follows them cannot change its verdict */
    bool alike;     /* for content_alike() */
};

static void add_folder(struct walk *walk, int folder, int depth);

/* content_alike() promises that what it does not know is not alike. */
static void miss(const struct walk *walk) {
    if (walk->alike)
        walk->print->known = false;
}

/* The bytes of an open file; of one that is too large to be graded its size. */
static void add_bytes(struct walk *walk, int fd, const struct stat *status) {
    char path[64], hex[SHA256_HEX_SIZE];
    struct error ignored = {0};
    fingerprint_number(walk->print, "size", status->st_size);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (status->st_size <= COLLECT_TOTAL_BYTES && sha256_file(path, hex, &ignored) == 0)
        fingerprint_text(walk->print, "bytes", hex);
    else
        miss(walk);
}

/* A name as far as grading sees it: what is in an archive lies where the archive lies, and what is
 * in the folder that was handed in at the top. */
static void add_seen_name(const struct walk *walk, const char *name, mode_t mode, int depth) {
    const bool folder = S_ISDIR(mode), unseen = folder ? depth == 0 : archive_suffix(name);
    fingerprint_text(walk->print, folder ? "folder" : "file", unseen ? "" : path_base(name));
}

/* `name` of an open folder, or a path of the command line, where links are followed. */
static void add_entry(struct walk *walk, int folder, const char *name, int flags, int depth) {
    struct stat status;
    if (walk->entries++ > COLLECT_ENTRIES) {
        miss(walk);
        return;
    }
    if (fstatat(folder, name, &status, flags == 0 ? 0 : AT_SYMLINK_NOFOLLOW) != 0) {
        fingerprint_number(walk->print, "unreadable", errno);
        miss(walk);
        return;
    }
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
        fingerprint_number(walk->print, "kind", status.st_mode & S_IFMT);
        return;
    }
    FD_AUTO fd = openat(folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | flags);
    if (fd < 0 || fstat(fd, &status) != 0) {
        fingerprint_number(walk->print, "unreadable", errno);
        miss(walk);
        return;
    }
    if (walk->alike)
        add_seen_name(walk, name, status.st_mode, depth);
    if (S_ISDIR(status.st_mode))
        add_folder(walk, fd, depth + 1);
    else
        add_bytes(walk, fd, &status);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_folder(struct walk *walk, int folder, int depth) {
    const char **names = NULL;
    size_t count = 0, capacity = 0;
    int copy = depth > COLLECT_DEPTH + 1 ? -1 : fcntl(folder, F_DUPFD_CLOEXEC, 0);
    DIR *stream = copy < 0 ? NULL : fdopendir(copy);
    if (stream == NULL) {
        fingerprint_text(walk->print, "folder", "closed");
        miss(walk);
        fd_close(&copy);
        return;
    }
    for (struct dirent *item; (item = readdir(stream)) != NULL && count <= COLLECT_ENTRIES;)
        if (!name_is_junk(item->d_name, strlen(item->d_name)))
            *(const char **)arena_push(walk->arena, &names, &count, &capacity, sizeof *names) =
                arena_strdup(walk->arena, item->d_name);
    (void)closedir(stream);
    if (count > 0)
        qsort(names, count, sizeof *names, by_bytes);
    for (size_t i = 0; i < count; i++) {
        if (!walk->alike)
            fingerprint_text(walk->print, "entry", names[i]);
        add_entry(walk, folder, names[i], O_NOFOLLOW, depth);
    }
    fingerprint_number(walk->print, "entries", (int64_t)count);
}

/* What was unpacked lies in another folder each time. */
static const char *below(const char *folder, const char *path) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && path[length] == '/' ? path + length + 1 : path;
}

const char *content_hash(struct arena *arena, const char *const *paths, size_t count,
                         const char *unpacked) {
    ARENA_AUTO own = arena_new();
    struct fingerprint print;
    struct walk walk = {.print = &print, .arena = own};
    fingerprint_begin(&print);
    fingerprint_text(&print, "name", submission_name(own, paths, count));
    for (size_t i = 0; i < count; i++) {
        fingerprint_text(&print, "called", path_base(paths[i]));
        fingerprint_text(&print, "entry", below(unpacked, paths[i]));
        add_entry(&walk, AT_FDCWD, paths[i], 0, 0);
    }
    return fingerprint_end(&print, arena);
}

const char *content_alike(struct arena *arena, const char *const *paths, size_t count) {
    ARENA_AUTO own = arena_new();
    struct fingerprint print;
    struct walk walk = {.print = &print, .arena = own, .alike = true};
    fingerprint_begin(&print);
    for (size_t i = 0; i < count; i++)
        add_entry(&walk, AT_FDCWD, paths[i], 0, 0);
    return fingerprint_end(&print, arena);
}

/* ---- everything else ---- */

static int add_reference(struct fingerprint *print, const struct rubric *rubric, const char *path,
                         struct error *error) {
    ARENA_AUTO arena = arena_new();
    char *folder = tree_make(arena, "mpigrade-reference", error);
    if (folder == NULL)
        return -1;
    const struct submission *program = submission_open(
        arena, rubric->kind == EXERCISE_PROGRAM ? NULL : rubric, &path, 1, folder, error);
    if (program != NULL)
        fingerprint_program(print, program);
    (void)tree_remove(folder, NULL);
    return program == NULL ? -1 : 0;
}

/* Compilers that are not there cannot be what a result follows from. */
static void add_tools(struct fingerprint *print, const struct rubric *rubric,
                      struct launcher *launcher) {
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct error ignored = {0};
        const char *tool =
            rubric->languages[language]
                ? launcher_find(launcher, build_tool((enum language)language), &ignored)
                : NULL;
        if (tool != NULL)
            fingerprint_tool(print, tool);
    }
}

static void add_grader(struct fingerprint *print, const struct launcher *launcher,
                       const char *own) {
    fingerprint_text(print, "own", own);
    print->known = print->known && own != NULL;
    fingerprint_text(print, "mpi", launcher_mpi(launcher));
    fingerprint_text(print, "sandbox", launcher_sandbox(launcher));
    fingerprint_text(print, "unenforced", launcher_unenforced(launcher));
    fingerprint_text(print, "language", messages_language());
    fingerprint_number(print, "cores", sysconf(_SC_NPROCESSORS_ONLN));
}

const char *circumstances_hash(struct arena *arena, const struct rubric *rubric,
                               struct launcher *launcher, const char *own, struct error *error) {
    struct fingerprint print;
    int status = 0;
    fingerprint_begin(&print);
    fingerprint_rubric(&print, rubric);
    add_tools(&print, rubric, launcher);
    add_grader(&print, launcher, own);
    for (size_t i = 0; status == 0 && i < rubric->reference_count; i++)
        status = add_reference(&print, rubric, rubric->references[i].path, error);
    const char *hash = fingerprint_end(&print, arena);
    if (status == 0 && hash == NULL)
        (void)error_set(error, ERROR_FAULT, _("cannot read the files of mpigrade itself"));
    return status == 0 ? hash : NULL;
}

const char *result_key(struct arena *arena, const char *content, const char *circumstances) {
    struct fingerprint print;
    fingerprint_begin(&print);
    fingerprint_text(&print, "content", content);
    fingerprint_text(&print, "circumstances", circumstances);
    return fingerprint_end(&print, arena);
}
