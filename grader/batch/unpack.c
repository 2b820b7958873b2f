/* SPDX-License-Identifier: MIT */
/* Unpacks archives to the disk, entry by entry: a whole class does not fit into memory. The same
 * rules as for a single submission's (submission/archive.c): plain files with plain names, sizes
 * checked while they are unpacked. */
#include "batch/scan.h"

#include "base/files.h"
#include "base/messages.h"
#include "submission/collect.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    UNPACK_ENTRIES = SCAN_FILES,
    UNPACK_ARCHIVES = 20000,
    PEEK_ENTRIES = 200,
    PIECE = 64 * 1024,
};
static const int64_t unpack_bytes = 8LL << 30; /* of the whole class */

static struct archive *open_archive(const char *where) {
    struct archive *reader = archive_reader_new();
    if (archive_read_open_filename(reader, where, PIECE) == ARCHIVE_OK)
        return reader;
    archive_reader_free(&reader);
    return NULL;
}

bool archive_holds(const char *where, bool (*is_like)(const char *name)) {
    ARENA_AUTO arena = arena_new();
    ARCHIVE_NAMES_IN_UTF8;
    CLEANUP(archive_reader_free) struct archive *reader = open_archive(where);
    struct archive_entry *entry;
    for (int i = 0; reader != NULL && i < PEEK_ENTRIES; i++) {
        if (archive_read_next_header(reader, &entry) < ARCHIVE_WARN)
            return false;
        const char *name = archive_plain_name(arena, entry);
        if (name != NULL && is_like(name))
            return true;
    }
    return false;
}

/* One archive on its way to the disk. */
struct unpacking {
    struct scan *scan;
    const struct file *archive;
    const char *folder;
    struct archive *reader;
    int64_t used, most;  /* bytes */
    const char *problem; /* why it ends before its end */
};

static int copy_entry(struct unpacking *unpacking, int fd, struct error *error) {
    char piece[PIECE];
    int64_t length = 0;
    for (;;) {
        la_ssize_t got = archive_read_data(unpacking->reader, piece, sizeof piece);
        if (got == 0)
            return 0;
        if (got < 0) {
            unpacking->problem = _("the archive is damaged: unpack it by hand");
            return 0;
        }
        length += got;
        unpacking->used += got;
        unpacking->scan->unpacked_bytes += got;
        if (length > COLLECT_TOTAL_BYTES || unpacking->used > unpacking->most ||
            unpacking->scan->unpacked_bytes > unpack_bytes) {
            unpacking->problem = _("the archive holds too much: unpack it by hand");
            return 0;
        }
        if (fd_write_all(fd, piece, (size_t)got) != 0)
            return error_set_errno(error, ERROR_FAULT, _("cannot unpack %s"),
                                   unpacking->archive->where);
    }
}

static const char *inner_path(const struct unpacking *unpacking, const char *name) {
    return path_join(unpacking->scan->arena, unpacking->archive->path, name);
}

static int unpack_entry(struct unpacking *unpacking, struct archive_entry *entry,
                        struct error *error) {
    struct scan *scan = unpacking->scan;
    const char *name = archive_plain_name(scan->arena, entry);
    if (name == NULL || archive_entry_filetype(entry) == AE_IFDIR)
        return 0;
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != NULL) {
        scan_stray(scan, inner_path(unpacking, name),
                   _("a link or a device in an archive: ask for the file itself"));
        return 0;
    }
    if (!path_is_safe(name)) {
        scan_stray(scan, inner_path(unpacking, name),
                   _("its name leads out of the archive: ask for an archive without such names"));
        return 0;
    }
    char *path = path_join(scan->arena, unpacking->folder, name);
    struct error inner = {0};
    int made = folder_make(path_folder(scan->arena, path), &inner);
    FD_AUTO fd =
        made != 0 ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EMFILE || errno == EROFS))
        return error_set_errno(error, ERROR_FAULT, _("cannot unpack %s"),
                               unpacking->archive->where);
    if (fd < 0) {
        scan_stray(scan, inner_path(unpacking, name),
                   _("cannot be unpacked under its name: unpack the archive by hand"));
        return 0;
    }
    return copy_entry(unpacking, fd, error);
}

static int unpack_all(struct unpacking *unpacking, struct error *error) {
    for (int entries = 0; unpacking->problem == NULL; entries++) {
        struct archive_entry *entry;
        int status = archive_read_next_header(unpacking->reader, &entry);
        if (status == ARCHIVE_EOF)
            return 0;
        if (status < ARCHIVE_WARN)
            unpacking->problem = _("the archive is damaged: unpack it by hand");
        else if (entries >= UNPACK_ENTRIES)
            unpacking->problem = _("the archive holds too much: unpack it by hand");
        else if (unpack_entry(unpacking, entry, error) != 0)
            return -1;
    }
    return 0;
}

const char *scan_unpack(struct scan *scan, const struct file *archive, int64_t most,
                        struct error *error) {
    struct unpacking unpacking = {
        .scan = scan, .archive = archive, .most = most == 0 ? unpack_bytes : most};
    if (scan->scratch == NULL || scan->unpacked >= UNPACK_ARCHIVES) {
        scan_stray(scan, archive->path, _("an archive that could not be opened: unpack it"));
        return NULL;
    }
    ARCHIVE_NAMES_IN_UTF8;
    CLEANUP(archive_reader_free) struct archive *reader = open_archive(archive->where);
    if (reader == NULL) {
        scan_stray(scan, archive->path, _("no archive that can be read: unpack it by hand"));
        return NULL;
    }
    unpacking.reader = reader;
    unpacking.folder = arena_printf(scan->arena, "%s/%zu", scan->scratch, scan->unpacked++);
    if (folder_make(unpacking.folder, error) != 0 || unpack_all(&unpacking, error) != 0)
        return NULL;
    if (unpacking.problem != NULL)
        scan_stray(scan, archive->path, unpacking.problem);
    return unpacking.folder;
}
