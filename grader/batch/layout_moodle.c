/* SPDX-License-Identifier: MIT */
/* Moodle's "download all submissions": a folder "Ana Pérez_12345_assignsubmission_file_" for each
 * student, or, without folders, files "Ana Pérez_12345_assignsubmission_file_ring.c". The number is
 * the participant's, the one of the grading sheet. Folders above may be the assignments. */
#include "batch/layouts.h"

#include "base/messages.h"

#include <ctype.h>
#include <string.h>

static const char mark[] = "_assignsubmission_";

struct moodle_name {
    const char *name, *number, *rest; /* rest: behind "file_" */
    size_t name_length, number_length;
};

/* `part` ends at its `length`. */
static bool parse(const char *part, size_t length, struct moodle_name *ret) {
    const char *found = memmem(part, length, mark, sizeof mark - 1);
    if (found == NULL)
        return false;
    const char *number = found;
    while (number > part && isdigit((unsigned char)number[-1]))
        number--;
    if (number == found || number - part < 2 || number[-1] != '_')
        return false;
    const char *rest = found + sizeof mark - 1, *end = part + length;
    while (rest < end && isalpha((unsigned char)*rest))
        rest++;
    rest += rest < end && *rest == '_';
    *ret = (struct moodle_name){.name = part,
                                .name_length = (size_t)(number - 1 - part),
                                .number = number,
                                .number_length = (size_t)(found - number),
                                .rest = rest};
    return true;
}

/* The part of a path that names the student. */
static const char *find(const char *path, struct moodle_name *ret) {
    for (const char *part = path; *part != '\0';) {
        size_t length = strcspn(part, "/");
        if (parse(part, length, ret))
            return part;
        part += length;
        part += *part == '/';
    }
    return NULL;
}

static bool is_like(const char *path) {
    struct moodle_name name;
    return find(path, &name) != NULL;
}

static bool recognise(const struct reader_of_layout *reader) {
    size_t like = 0;
    for (size_t i = 0; i < reader->scan->file_count; i++)
        like += is_like(reader->scan->files[i].path);
    for (size_t i = 0; i < reader->scan->stray_count; i++) /* empty folders */
        like += is_like(reader->scan->strays[i].path);
    return like * 2 > reader->scan->file_count;
}

/* With groups, "Group 1-Ana Pérez"; with blind marking, "Participant" and only the number. */
static const char *who(const struct reader_of_layout *reader, const struct moodle_name *name) {
    const char *text = arena_strndup(reader->arena, name->name, name->name_length);
    const char *folded = fold_name(reader->arena, text, name->name_length);
    if (strncmp(folded, "particip", 8) == 0 && strlen(folded) <= strlen("participante"))
        return arena_printf(reader->arena, "%s %.*s", text, (int)name->number_length, name->number);
    for (const char *dash = text; people_known(reader->people, text, strlen(text)) < 0 &&
                                  (dash = strchr(dash, '-')) != NULL;) {
        dash++;
        if (people_known(reader->people, dash, strlen(dash)) >= 0)
            return dash;
    }
    return text;
}

static void locate(struct reader_of_layout *reader, const struct file *file,
                   struct located *located) {
    struct moodle_name name;
    const char *part = find(file->path, &name);
    if (part == NULL) {
        located->why =
            _("no name as Moodle gives it: rename it like \"Name_1_assignsubmission_file_\"");
        return;
    }
    struct owner owner = {
        .text = who(reader, &name),
        .number = arena_strndup(reader->arena, name.number, name.number_length),
    };
    located_owner(reader, located, &owner);
    located->above = arena_strndup(reader->arena, file->path, (size_t)(part - file->path));
    const char *slash = strchr(part, '/');
    located->below = slash != NULL ? slash + 1 : name.rest;
}

const struct layout_kind layout_moodle = {
    .recognise = recognise, .locate = locate, .is_like = is_like};
