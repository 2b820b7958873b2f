/* SPDX-License-Identifier: MIT */
#include "grade/remembered.h"

#include "base/files.h"
#include "base/sha256.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_CAP = 16 << 20, FILES_MOST = 200, FORMAT = 1 };

/* Written twice, the same text comes out: that is what the checksum is of. */
enum { AS_WRITTEN = JSON_COMPACT | JSON_SORT_KEYS };

/* ---- the folder ---- */

static const char *set(const char *name) {
    const char *value = getenv(name);
    return value == NULL || *value == '\0' ? NULL : value;
}

const char *remembered_folder(struct arena *arena) {
    const char *own = set("MPIGRADE_CACHE"), *caches = set("XDG_CACHE_HOME"), *home = set("HOME");
    if (own != NULL)
        return arena_strdup(arena, own);
    if (caches != NULL && caches[0] == '/') /* others are to be ignored */
        return path_join(arena, caches, "mpigrade");
    return home == NULL ? NULL : path_join(arena, home, ".cache/mpigrade");
}

/* What others can write could say anything. */
static bool is_ours(const char *folder) {
    struct stat status;
    return stat(folder, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid() &&
           (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static const char *file_of(struct arena *arena, const char *folder, const char *key) {
    return path_join(arena, folder, arena_printf(arena, "%s.json", key));
}

struct entry {
    const char *name;
    struct timespec used;
};

static int newest_first(const void *left, const void *right) {
    const struct timespec *a = &((const struct entry *)left)->used;
    const struct timespec *b = &((const struct entry *)right)->used;
    if (a->tv_sec != b->tv_sec)
        return a->tv_sec > b->tv_sec ? -1 : 1;
    return (a->tv_nsec < b->tv_nsec) - (a->tv_nsec > b->tv_nsec);
}

/* Named by us; also what a writer that was killed left behind. */
static bool is_entry(const char *name) {
    return strspn(name, "0123456789abcdef") == SHA256_HEX_SIZE - 1 &&
           strncmp(name + SHA256_HEX_SIZE - 1, ".json", 5) == 0;
}

/* Keeps the folder small. Another grader may do the same at the same time. */
static void forget_oldest(struct arena *arena, const char *folder) {
    struct entry *entries = NULL;
    size_t count = 0, capacity = 0;
    DIR *names = opendir(folder);
    if (names == NULL)
        return;
    for (struct dirent *found; (found = readdir(names)) != NULL;) {
        struct stat status;
        if (!is_entry(found->d_name) ||
            fstatat(dirfd(names), found->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        struct entry *entry = arena_push(arena, &entries, &count, &capacity, sizeof *entries);
        *entry = (struct entry){arena_strdup(arena, found->d_name), status.st_mtim};
    }
    if (count > FILES_MOST) {
        qsort(entries, count, sizeof *entries, newest_first);
        for (size_t i = FILES_MOST; i < count; i++)
            (void)unlinkat(dirfd(names), entries[i].name, 0);
    }
    (void)closedir(names);
}

/* ---- one file ---- */

/* False without memory. */
static bool checksum(const json_t *body, char ret_hex[SHA256_HEX_SIZE]) {
    char *text = json_dumps(body, AS_WRITTEN);
    if (text != NULL)
        sha256_hex(text, strlen(text), ret_hex);
    free(text);
    return text != NULL;
}

/* The cases that the file holds for this key; NULL when it was not written for it, or is damaged.
 */
static const json_t *cases_of(json_t *file, const char *key) {
    json_t *body, *cases;
    const char *sum, *own_key;
    int format;
    char hex[SHA256_HEX_SIZE];
    if (json_unpack(file, "{s:s,s:o!}", "sha256", &sum, "body", &body) != 0 ||
        json_unpack(body, "{s:i,s:s,s:o!}", "format", &format, "key", &own_key, "cases", &cases) !=
            0 ||
        format != FORMAT || strcmp(own_key, key) != 0 || !checksum(body, hex) ||
        strcmp(sum, hex) != 0)
        return NULL;
    return cases;
}

bool remembered_load(struct arena *arena, const char *folder, const char *key,
                     const struct rubric *rubric, const struct capture **ret_captures) {
    ARENA_AUTO own = arena_new();
    const char *path = file_of(own, folder, key);
    struct error ignored = {0};
    char *text;
    size_t length;
    if (!is_ours(folder) ||
        file_read(own, path, FILE_CAP, ERROR_FAULT, &text, &length, &ignored) != 0)
        return false;
    json_auto_t *file = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
    const json_t *cases = cases_of(file, key);
    if (cases == NULL || !remembered_read(arena, cases, rubric, ret_captures))
        return false;
    (void)utimensat(AT_FDCWD, path, NULL, 0); /* was used now */
    return true;
}

void remembered_store(const char *folder, const char *key, const struct rubric *rubric,
                      const struct capture *const *captures) {
    ARENA_AUTO arena = arena_new();
    struct error ignored = {0};
    char hex[SHA256_HEX_SIZE];
    json_t *cases = remembered_write(rubric, captures);
    if (cases == NULL)
        return;
    json_auto_t *body = json_pack("{s:i,s:s,s:o}", "format", FORMAT, "key", key, "cases", cases);
    if (body == NULL || !checksum(body, hex))
        return;
    json_auto_t *file = json_pack("{s:s,s:O}", "sha256", hex, "body", body);
    char *text = json_dumps(file, AS_WRITTEN);
    if (text != NULL && strlen(text) <= FILE_CAP && folder_make(folder, &ignored) == 0 &&
        is_ours(folder) &&
        file_write(file_of(arena, folder, key), text, strlen(text), &ignored) == 0)
        forget_oldest(arena, folder);
    free(text);
}

int remembered_lock(const char *folder, const char *key) {
    ARENA_AUTO arena = arena_new();
    struct error ignored = {0};
    if (folder_make(folder, &ignored) != 0 || !is_ours(folder))
        return -1;
    const char *path = arena_printf(arena, "%s.lock", file_of(arena, folder, key));
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    while (lock >= 0 && flock(lock, LOCK_EX) != 0 && errno == EINTR)
        ;
    return lock;
}
