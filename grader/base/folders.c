/* SPDX-License-Identifier: MIT */
/* Folders are made and removed here. What is removed may have been filled by a hostile program:
 * links out of the tree, folders without permissions, thousands of levels. So everything goes
 * through openat and unlinkat relative to an open folder, and no path is built from what was found.
 */
#include "base/files.h"
#include "base/messages.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int folder_make(const char *path, struct error *error) {
    char *partial = strdup(path);
    if (partial == NULL)
        die("out of memory");
    int result = 0;
    for (char *end = partial + 1; result == 0 && *partial != '\0'; end++) {
        char separator = *end;
        if (separator != '/' && separator != '\0')
            continue;
        *end = '\0';
        if (mkdir(partial, 0755) < 0 && !(errno == EEXIST && path_is_folder(partial)))
            result = error_set_errno(error, ERROR_FAULT, _("cannot make the folder %s"), partial);
        *end = separator;
        if (separator == '\0')
            break;
    }
    free(partial);
    return result;
}

char *tree_make_in(struct arena *arena, const char *base, const char *prefix, struct error *error) {
    char *path = arena_printf(arena, "%s/%s-XXXXXX", base, prefix);
    if (mkdtemp(path) != NULL)
        return path;
    (void)error_set_errno(error, ERROR_FAULT, _("cannot make a temporary folder in %s"), base);
    error_advise(error, _("Set TMPDIR to a folder that can be written and has room."));
    return NULL;
}

char *tree_make(struct arena *arena, const char *prefix, struct error *error) {
    const char *base = getenv("TMPDIR");
    return tree_make_in(arena, base != NULL && base[0] == '/' ? base : "/tmp", prefix, error);
}

/* Opens a folder inside another for reading its names, even when its maker took the permissions
 * away. */
static int open_folder(int parent, const char *name) {
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int fd = openat(parent, name, flags);
    if (fd >= 0 || errno != EACCES)
        return fd;
    /* chmod follows links, so it is given the folder that O_PATH holds, not the name. */
    FD_AUTO held = openat(parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (held < 0)
        return -1;
    char link[64];
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", held);
    if (chmod(link, 0700) < 0)
        return -1;
    return openat(parent, name, flags);
}

static bool is_dot(const char *name) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* A folder open for reading its names, and for removing them. NULL and errno when that fails. */
static DIR *open_names(int parent, const char *name) {
    int fd = open_folder(parent, name);
    if (fd < 0)
        return NULL;
    (void)fchmod(fd, 0700); /* nothing can be removed from a folder without write permission */
    DIR *stream = fdopendir(fd);
    if (stream == NULL)
        fd_close(&fd);
    return stream;
}

static void close_names(DIR **stream) {
    if (*stream != NULL)
        (void)closedir(*stream);
}
#define NAMES_AUTO CLEANUP(close_names) DIR *

/* Moves a folder up into `top` under a name that nothing else needs. */
static int move_up(int folder, const char *name, int top, unsigned *counter) {
    FD_AUTO moved = open_folder(folder, name);
    if (moved < 0)
        return -1;
    (void)fchmod(moved, 0700); /* its ".." changes: that needs write permission */
    for (;;) {
        char fresh[32];
        (void)snprintf(fresh, sizeof fresh, "%u", (*counter)++);
        if (renameat(folder, name, top, fresh) == 0)
            return 0;
        if (errno != EEXIST && errno != ENOTEMPTY && errno != ENOTDIR)
            return -1;
    }
}

/* Removes the folder `name` of `top`, whose own folders move up into `top`: however deep the tree
 * is, two descriptors are enough. */
static int remove_level(int top, const char *name, unsigned *counter) {
    NAMES_AUTO names = open_names(top, name);
    if (names == NULL)
        return -1;
    int folder = dirfd(names);
    for (struct dirent *entry; (entry = readdir(names)) != NULL;) {
        if (is_dot(entry->d_name) || unlinkat(folder, entry->d_name, 0) == 0)
            continue;
        if (errno != EISDIR && errno != EPERM)
            return -1;
        if (move_up(folder, entry->d_name, top, counter) < 0)
            return -1;
    }
    return unlinkat(top, name, AT_REMOVEDIR);
}

/* Removes what is in `top` until a look finds nothing. */
static int remove_content(DIR *top) {
    unsigned counter = 0;
    for (bool found = true; found;) {
        found = false;
        rewinddir(top);
        for (struct dirent *entry; (entry = readdir(top)) != NULL;) {
            if (is_dot(entry->d_name))
                continue;
            found = true;
            if (unlinkat(dirfd(top), entry->d_name, 0) == 0 || errno == ENOENT)
                continue;
            if (errno != EISDIR && errno != EPERM)
                return -1;
            if (remove_level(dirfd(top), entry->d_name, &counter) < 0)
                return -1;
        }
    }
    return 0;
}

int tree_remove(const char *path, struct error *error) {
    NAMES_AUTO top = open_names(AT_FDCWD, path);
    if (top == NULL && errno == ENOENT)
        return 0;
    if (top == NULL || remove_content(top) < 0 || rmdir(path) < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot remove the folder %s"), path);
    return 0;
}
