/* SPDX-License-Identifier: MIT */
/* Archives: zip, and tar with the usual compressions, read from memory. Nothing is written but
 * through collect_store(); sizes are checked before and while they are unpacked, whatever the
 * headers say. An archive in an archive is unpacked, too, as systems for courses make them. Other
 * formats are refused: their readers would be one more thing to attack. */
#include "submission/collect.h"

#include "base/bytes.h"
#include "base/files.h"
#include "base/messages.h"

#include <archive.h>
#include <archive_entry.h>
#include <ctype.h>
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

static int not_readable(const char *path, const char *reason, struct error *error) {
    error_set(error, ERROR_NOT_GRADABLE, _("%s is no archive that can be unpacked (%s)"), path,
              reason == NULL ? "?" : reason);
    error_advise(error, _("Hand in a zip or tar archive without a password."));
    return -1;
}

/* The name with slashes, whatever system it comes from, and without "./" in front. NULL when there
 * is none. */
static const char *entry_name(struct arena *arena, struct archive_entry *entry) {
    const char *name = archive_entry_pathname(entry);
    if (name == NULL)
        name = archive_entry_pathname_utf8(entry);
    if (name == NULL)
        return NULL;
    char *copy = arena_strdup(arena, name);
    for (char *at = copy; (at = strchr(at, '\\')) != NULL;)
        *at = '/';
    while (copy[0] == '.' && copy[1] == '/')
        copy += 2;
    return copy;
}

const char *archive_plain_name(struct arena *arena, struct archive_entry *entry) {
    const char *name = entry_name(arena, entry);
    return name == NULL || path_is_junk(name) ? NULL : name;
}

/* C:/... */
static bool has_drive(const char *name) {
    return isalpha((unsigned char)name[0]) && name[1] == ':' && name[2] == '/';
}

/* One archive while it is open. */
struct unpacking {
    struct collection *collection;
    struct archive *reader;
    const char *folder; /* of the archive itself, "" at the top */
    const char *shown;  /* its name for people */
    struct bytes content;
};

/* Reads the content of the entry that is next. What is left out is read, too: the caps have to know
 * what it costs to get behind it. */
static int read_content(struct unpacking *unpacking, struct error *error) {
    struct collection *collection = unpacking->collection;
    char block[65536];
    unpacking->content.length = 0;
    unpacking->content.dropped = 0;
    for (;;) {
        la_ssize_t got = archive_read_data(unpacking->reader, block, sizeof block);
        if (got < 0)
            return not_readable(unpacking->shown, archive_error_string(unpacking->reader), error);
        if (got == 0)
            return 0;
        collection->unpacked += (size_t)got;
        if (collection->unpacked > COLLECT_UNPACKED)
            return error_set(error, ERROR_NOT_GRADABLE, _("%s unpacks to more than %d MiB"),
                             unpacking->shown, COLLECT_UNPACKED >> 20);
        bytes_append(&unpacking->content, block, (size_t)got);
        if (unpacking->content.dropped > 0)
            return error_set(error, ERROR_NOT_GRADABLE, _("%s holds a file larger than %d MiB"),
                             unpacking->shown, COLLECT_FILE_BYTES >> 20);
    }
}

static int store_content(struct unpacking *unpacking, const char *name, struct error *error) {
    struct collection *collection = unpacking->collection;
    struct arena *arena = collection->arena;
    const struct bytes *content = &unpacking->content;
    if (has_drive(name) || !path_is_safe(name))
        return error_set(error, ERROR_NOT_GRADABLE,
                         _("%s holds a file whose name leads out of its folder: %s"),
                         unpacking->shown, name_shown(arena, name));
    const char *copy = arena_strndup(arena, bytes_text(content), content->length);
    return collect_content(collection, path_join(arena, unpacking->folder, name), copy,
                           content->length, error);
}

static int unpack_entry(struct unpacking *unpacking, struct archive_entry *entry,
                        struct error *error) {
    struct arena *arena = unpacking->collection->arena;
    const char *name = entry_name(arena, entry);
    mode_t type = archive_entry_filetype(entry);
    if (name == NULL)
        return not_readable(unpacking->shown, _("a file without a name"), error);
    if (archive_entry_size_is_set(entry) && archive_entry_size(entry) > COLLECT_FILE_BYTES)
        return error_set(error, ERROR_NOT_GRADABLE, _("%s holds a file larger than %d MiB: %s"),
                         unpacking->shown, COLLECT_FILE_BYTES >> 20, name_shown(arena, name));
    bool link = archive_entry_hardlink(entry) != NULL || (type != AE_IFREG && type != AE_IFDIR);
    if (link && !path_is_junk(name))
        return error_set(error, ERROR_NOT_GRADABLE,
                         _("%s holds a link or a device, %s: hand in plain files"),
                         unpacking->shown, name_shown(arena, name));
    if (read_content(unpacking, error) != 0)
        return -1;
    return type == AE_IFDIR || path_is_junk(name) ? 0 : store_content(unpacking, name, error);
}

static int unpack(struct unpacking *unpacking, struct error *error) {
    struct collection *collection = unpacking->collection;
    for (;;) {
        struct archive_entry *entry;
        int status = archive_read_next_header(unpacking->reader, &entry);
        if (status == ARCHIVE_EOF)
            return 0;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return not_readable(unpacking->shown, archive_error_string(unpacking->reader), error);
        if (collect_count(collection, unpacking->shown, error) != 0 ||
            unpack_entry(unpacking, entry, error) != 0)
            return -1;
    }
}

/* libarchive reads the list of a zip as a whole, before it gives the first entry. */
static bool lists_too_much(const char *bytes, size_t length) {
    static const char mark[] = {'P', 'K', 1, 2};
    const char *at = bytes, *end = bytes + length;
    for (size_t count = 0; (at = memmem(at, (size_t)(end - at), mark, sizeof mark)) != NULL;
         at += sizeof mark)
        if (++count > COLLECT_ENTRIES)
            return true;
    return false;
}

static int open_and_unpack(struct unpacking *unpacking, const char *bytes, size_t length,
                           struct error *error) {
    enum { FILTERS = 2 }; /* one that decompresses, and the bytes themselves */
    struct archive *reader = unpacking->reader;
    if (length > COLLECT_TOTAL_BYTES)
        return error_set(error, ERROR_NOT_GRADABLE, _("%s is larger than %d MiB"), unpacking->shown,
                         COLLECT_TOTAL_BYTES >> 20);
    if (lists_too_much(bytes, length))
        return error_set(error, ERROR_NOT_GRADABLE,
                         _("%s: the submission holds more than %d files and folders"),
                         unpacking->shown, COLLECT_ENTRIES);
    if (archive_read_open_memory(reader, bytes, length) != ARCHIVE_OK)
        return not_readable(unpacking->shown, archive_error_string(reader), error);
    if (archive_filter_count(reader) > FILTERS)
        return not_readable(unpacking->shown, _("it is compressed twice"), error);
    return unpack(unpacking, error);
}

int archive_collect(struct collection *collection, const char *path, const char *bytes,
                    size_t length, struct error *error) {
    const char *shown = name_shown(collection->arena, path);
    if (collection->nested >= COLLECT_NESTED)
        return error_set(error, ERROR_NOT_GRADABLE,
                         _("%s: archives in archives, more than %d deep"), shown, COLLECT_NESTED);
    ARCHIVE_NAMES_IN_UTF8;
    CLEANUP(archive_reader_free) struct archive *reader = archive_reader_new();
    struct unpacking unpacking = {
        .collection = collection,
        .reader = reader,
        .folder = arena_strndup(collection->arena, path, (size_t)(path_base(path) - path)),
        .shown = shown,
        .content = {.cap = COLLECT_FILE_BYTES},
    };
    collection->nested++;
    int status = open_and_unpack(&unpacking, bytes, length, error);
    collection->nested--;
    bytes_done(&unpacking.content);
    return status;
}
