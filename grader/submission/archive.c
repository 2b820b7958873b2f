/* SPDX-License-Identifier: MIT */
/* Archives: zip, and tar with the usual compressions, read from memory. Nothing is written but
 * through collect_store(); sizes are checked before and while they are unpacked, whatever the
 * headers say. */
#include "submission/collect.h"

#include "base/files.h"
#include "base/messages.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static bool has_suffix(const char *path, const char *suffix) {
    size_t length = strlen(path), tail = strlen(suffix);
    return length > tail && strcasecmp(path + length - tail, suffix) == 0;
}

bool archive_suffix(const char *path) {
    static const char *const suffixes[] = {".zip",   ".tar",    ".tar.gz", ".tgz",     ".tar.bz2",
                                           ".tbz",   ".tar.xz", ".txz",    ".tar.zst", ".tbz2",
                                           ".tar.Z", ".rar",    ".7z"};
    for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
        if (has_suffix(path, suffixes[i]))
            return true;
    }
    return false;
}

/* libarchive turns names into the locale's characters and loses those that it lacks, whole entries
 * with them; a grader in a cron job has the locale "C". */
locale_t archive_locale_use(void) {
    static locale_t utf8;
    if (utf8 == (locale_t)0)
        utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    return utf8 == (locale_t)0 ? LC_GLOBAL_LOCALE : uselocale(utf8);
}

void archive_locale_back(const locale_t *before) {
    (void)uselocale(*before);
}

void archive_reader_free(struct archive **reader) {
    if (*reader != NULL)
        (void)archive_read_free(*reader);
}

/* No support_filter_all(): some of its filters run programs that are found on PATH. */
struct archive *archive_reader_new(void) {
    struct archive *reader = archive_read_new();
    if (reader == NULL)
        die("out of memory");
    (void)archive_read_support_format_zip(reader);
    (void)archive_read_support_format_tar(reader);
    (void)archive_read_support_filter_gzip(reader);
    (void)archive_read_support_filter_bzip2(reader);
    (void)archive_read_support_filter_xz(reader);
    (void)archive_read_support_filter_zstd(reader);
    (void)archive_read_support_filter_compress(reader);
    return reader;
}

static int not_readable(struct archive *reader, const char *path, struct error *error) {
    const char *reason = archive_error_string(reader);
    error_set(error, ERROR_NOT_GRADABLE, _("%s is no archive that can be unpacked (%s)"), path,
              reason == NULL ? "?" : reason);
    error_advise(error, _("Hand in a zip or tar archive without a password."));
    return -1;
}

const char *archive_plain_name(struct archive_entry *entry) {
    const char *name = archive_entry_pathname(entry);
    if (name == NULL)
        name = archive_entry_pathname_utf8(entry);
    if (name == NULL)
        return NULL;
    while (name[0] == '.' && name[1] == '/')
        name += 2;
    for (const char *part = name; *part != '\0';) {
        size_t length = strcspn(part, "/");
        if (name_is_junk(part, length) && !(length == 2 && memcmp(part, "..", 2) == 0))
            return NULL;
        part += length;
        part += *part == '/';
    }
    return name;
}

/* The content of the entry that was read last. */
static int read_entry(struct archive *reader, struct arena *arena, const char *path,
                      char **ret_bytes, size_t *ret_length, struct error *error) {
    size_t capacity = 4096, length = 0;
    char *bytes = arena_alloc(arena, capacity + 1);
    for (;;) {
        if (length == capacity) {
            char *wider = arena_alloc(arena, capacity * 2 + 1);
            memcpy(wider, bytes, length);
            bytes = wider;
            capacity *= 2;
        }
        la_ssize_t got = archive_read_data(reader, bytes + length, capacity - length);
        if (got < 0)
            return not_readable(reader, path, error);
        if (got == 0)
            break;
        length += (size_t)got;
        if (length > COLLECT_FILE_BYTES)
            break; /* refused by collect_store() */
    }
    *ret_bytes = bytes;
    *ret_length = length;
    return 0;
}

static int collect_entry(struct collection *collection, struct archive *reader,
                         struct archive_entry *entry, const char *path, struct error *error) {
    /* Junk counts, too: it has to be unpacked to get behind it. */
    if (archive_entry_size_is_set(entry) && archive_entry_size(entry) > COLLECT_FILE_BYTES)
        return error_set(error, ERROR_NOT_GRADABLE, _("%s holds a file larger than %d MiB"), path,
                         COLLECT_FILE_BYTES >> 20);
    const char *name = archive_plain_name(entry);
    mode_t type = archive_entry_filetype(entry);
    if (name == NULL || type == AE_IFDIR)
        return 0;
    if (type != AE_IFREG || archive_entry_hardlink(entry) != NULL)
        return error_set(error, ERROR_NOT_GRADABLE,
                         _("%s holds a link or a device, %s: hand in plain files"), path, name);
    char *bytes;
    size_t length;
    if (read_entry(reader, collection->arena, path, &bytes, &length, error) != 0)
        return -1;
    if (notebook_suffix(name))
        return notebook_collect(collection, name, bytes, length, error);
    return collect_store(collection, name, bytes, length, error);
}

int archive_collect(struct collection *collection, const char *path, const char *bytes,
                    size_t length, struct error *error) {
    ARCHIVE_NAMES_IN_UTF8;
    CLEANUP(archive_reader_free) struct archive *reader = archive_reader_new();
    if (archive_read_open_memory(reader, bytes, length) != ARCHIVE_OK)
        return not_readable(reader, path, error);
    for (int entries = 0;; entries++) {
        struct archive_entry *entry;
        int status = archive_read_next_header(reader, &entry);
        if (status == ARCHIVE_EOF)
            return 0;
        if (status < ARCHIVE_WARN)
            return not_readable(reader, path, error);
        if (entries >= COLLECT_ENTRIES ||
            archive_filter_bytes(reader, 0) > 4 * (la_int64_t)COLLECT_TOTAL_BYTES)
            return error_set(error, ERROR_NOT_GRADABLE, _("%s holds too much"), path);
        if (collect_entry(collection, reader, entry, path, error) != 0)
            return -1;
    }
}
