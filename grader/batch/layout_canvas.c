/* SPDX-License-Identifier: MIT */
/* Canvas' "download submissions": files "perezana_LATE_123_4567_ring-2.c": the sortable name
 * without blanks, perhaps LATE, the numbers of the person and of the upload, the student's own file
 * name, and -N when that name was handed in N times before. Folders above may be the assignments.
 */
#include "batch/layouts.h"

#include "base/files.h"
#include "base/messages.h"
#include "batch/match.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct canvas_name {
    const char *person, *number, *file;
    size_t person_length, number_length;
    bool late;
};

/* Digits and the '_' behind them; NULL when there is something else. */
static const char *behind_number(const char *at) {
    size_t digits = strspn(at, "0123456789");
    return digits > 0 && at[digits] == '_' ? at + digits + 1 : NULL;
}

static bool parse(const char *base, struct canvas_name *ret) {
    for (const char *at = strchr(base, '_'); at != NULL; at = strchr(at + 1, '_')) {
        bool late = strncmp(at, "_LATE_", 6) == 0;
        const char *number = at + (late ? 6 : 1);
        const char *upload = behind_number(number);
        const char *file = upload == NULL ? NULL : behind_number(upload);
        if (file == NULL || *file == '\0' || at == base)
            continue;
        *ret = (struct canvas_name){.person = base,
                                    .person_length = (size_t)(at - base),
                                    .number = number,
                                    .number_length = (size_t)(upload - 1 - number),
                                    .file = file,
                                    .late = late};
        return true;
    }
    return false;
}

static bool is_like(const char *path) {
    struct canvas_name name;
    return parse(path_base(path), &name);
}

static bool recognise(const struct reader_of_layout *reader) {
    size_t like = 0;
    for (size_t i = 0; i < reader->scan->file_count; i++)
        like += is_like(reader->scan->files[i].path);
    return like > 0 && like * 2 > reader->scan->file_count;
}

/* "ring-2.c" is the third "ring.c", but "ex-2.c" is exercise 2: a number that is needed to know the
 * exercise is no attempt's. */
static void cut_upload(const struct reader_of_layout *reader, struct located *located) {
    const char *name = located->below;
    size_t length = stem_length(name), at = length;
    while (at > 0 && length - at < 3 && isdigit((unsigned char)name[at - 1]))
        at--;
    if (at == length || at < 2 || name[at - 1] != '-')
        return;
    const char *plain = arena_printf(reader->arena, "%.*s%s", (int)(at - 1), name, name + length);
    if (match_path(reader->course, located->above).exercise < 0 &&
        match_path(reader->course, plain).exercise < 0)
        return;
    located->order = (int)strtol(name + at, NULL, 10) + 1;
    located->below = plain;
}

static void locate(struct reader_of_layout *reader, const struct file *file,
                   struct located *located) {
    struct canvas_name name;
    const char *base = path_base(file->path);
    if (!parse(base, &name)) {
        located->why = _("no name as Canvas gives it: rename it like \"name_1_1_ring.c\"");
        return;
    }
    struct owner owner = {
        .text = arena_strndup(reader->arena, name.person, name.person_length),
        .number = arena_strndup(reader->arena, name.number, name.number_length),
    };
    located_owner(reader, located, &owner);
    located->above = arena_strndup(reader->arena, file->path, (size_t)(base - file->path));
    located->below = name.file;
    located->late = name.late;
    cut_upload(reader, located);
}

const struct layout_kind layout_canvas = {
    .recognise = recognise, .locate = locate, .is_like = is_like};
