/* SPDX-License-Identifier: MIT */
/* Gradescope's export of submissions: folders submission_123 beside submission_metadata.yml, which
 * says who submitted each, and when. Of that file only these are read:
 *
 *     submission_123:
 *       :submitters:
 *       - :name: Ana Pérez
 *         :sid: '1234'
 *         :email: ana@example.edu
 *       :created_at: 2026-03-01 12:00:00.000000000 -05:00
 */
#include "batch/layouts.h"

#include "base/files.h"
#include "base/messages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { DEPTH_MOST = 100 };

struct submitted {
    const char *folder; /* relative */
    size_t owner_count, owner_capacity;
    struct owner *owners;
    int64_t time;
};

struct export {
    size_t count, capacity;
    struct submitted *submissions; /* sorted by folder */
};

/* ---- the metadata ---- */

/* Where the parser is: of each mapping it is in, the key of the value that comes next. */
struct position {
    size_t depth; /* of mappings and lists */
    bool is_list[DEPTH_MOST], wants_key[DEPTH_MOST];
    const char *keys[DEPTH_MOST];
};

struct metadata {
    struct reader_of_layout *reader;
    const char *folder; /* relative, with a final /; or "" */
    struct position at;
};

static const char *key_at(const struct position *at, size_t depth) {
    return depth < at->depth && !at->is_list[depth] && at->keys[depth] != NULL ? at->keys[depth]
                                                                               : "";
}

static bool is_key(const struct position *at, size_t depth, const char *key) {
    const char *found = key_at(at, depth);
    return strcmp(found + (*found == ':'), key) == 0;
}

static struct submitted *last(const struct export *export) {
    return export->count == 0 ? NULL : &export->submissions[export->count - 1];
}

/* A value that is not itself a mapping or a list. */
static void use_value(struct metadata *metadata, const char *text) {
    struct submitted *submitted = last(metadata->reader->own);
    const struct position *at = &metadata->at;
    if (submitted == NULL || *text == '\0')
        return;
    if (at->depth == 2 && is_key(at, 1, "created_at") && course_date(text, &submitted->time) != 0)
        submitted->time = 0;
    if (at->depth != 4 || !is_key(at, 1, "submitters") || submitted->owner_count == 0)
        return;
    struct owner *owner = &submitted->owners[submitted->owner_count - 1];
    if (is_key(at, 3, "name"))
        owner->text = text;
    else if (is_key(at, 3, "sid"))
        owner->number = text;
    else if (is_key(at, 3, "email"))
        owner->email = text;
}

static void use_key(struct metadata *metadata, const char *text) {
    struct position *at = &metadata->at;
    struct export *export = metadata->reader->own;
    at->keys[at->depth - 1] = text;
    if (at->depth == 1)
        *(struct submitted *)arena_push(metadata->reader->arena, &export->submissions,
                                        &export->count, &export->capacity,
                                        sizeof *export->submissions) = (struct submitted){
            .folder = arena_printf(metadata->reader->arena, "%s%s", metadata->folder, text)};
}

/* A key, or a value, was read: in a mapping the other one follows. */
static void turn(struct position *at) {
    if (at->depth > 0 && !at->is_list[at->depth - 1])
        at->wants_key[at->depth - 1] = !at->wants_key[at->depth - 1];
}

static int begin(struct metadata *metadata, bool is_list) {
    struct position *at = &metadata->at;
    struct submitted *submitted = last(metadata->reader->own);
    if (at->depth >= DEPTH_MOST)
        return -1;
    if (!is_list && at->depth == 3 && is_key(at, 1, "submitters") && submitted != NULL)
        *(struct owner *)arena_push(metadata->reader->arena, &submitted->owners,
                                    &submitted->owner_count, &submitted->owner_capacity,
                                    sizeof *submitted->owners) = (struct owner){0};
    at->is_list[at->depth] = is_list;
    at->wants_key[at->depth] = true;
    at->keys[at->depth] = NULL;
    at->depth++;
    return 0;
}

static void end(struct position *at) {
    if (at->depth > 0)
        at->depth--;
    turn(at);
}

static int use_event(struct metadata *metadata, const yaml_event_t *event) {
    struct position *at = &metadata->at;
    switch ((int)event->type) { /* what is not named here says nothing */
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        return begin(metadata, event->type == YAML_SEQUENCE_START_EVENT);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        end(at);
        break;
    case YAML_ALIAS_EVENT:
        turn(at);
        break;
    case YAML_SCALAR_EVENT: {
        const char *text =
            arena_strndup(metadata->reader->arena, (const char *)event->data.scalar.value,
                          event->data.scalar.length);
        if (at->depth > 0 && !at->is_list[at->depth - 1] && at->wants_key[at->depth - 1])
            use_key(metadata, text);
        else
            use_value(metadata, text);
        turn(at);
        break;
    }
    }
    return 0;
}

static int read_events(struct metadata *metadata, yaml_parser_t *parser) {
    bool done = false;
    int failed = 0;
    while (!done && failed == 0) {
        yaml_event_t event;
        if (yaml_parser_parse(parser, &event) == 0)
            return -1;
        failed = use_event(metadata, &event);
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    return failed;
}

static void file_close(FILE **file) {
    if (*file != NULL)
        (void)fclose(*file);
}

static int read_metadata(struct metadata *metadata, const char *where, struct error *error) {
    CLEANUP(file_close) FILE *file = fopen(where, "re");
    yaml_parser_t parser;
    if (file == NULL)
        return error_set_errno(error, ERROR_USAGE, _("cannot open %s"), where);
    if (yaml_parser_initialize(&parser) == 0)
        die("out of memory");
    yaml_parser_set_input_file(&parser, file);
    int failed = read_events(metadata, &parser);
    if (failed != 0) {
        error_set(error, ERROR_USAGE, _("%s: line %zu: no YAML as Gradescope writes it"), where,
                  parser.problem_mark.line + 1);
        error_advise(error, _("Export the submissions once more, or choose another --layout."));
    }
    yaml_parser_delete(&parser);
    return failed;
}

/* ---- the layout ---- */

static const char metadata_name[] = "submission_metadata.yml";

static bool is_like(const char *path) {
    return strcmp(path_base(path), metadata_name) == 0;
}

static bool recognise(const struct reader_of_layout *reader) {
    for (size_t i = 0; i < reader->scan->file_count; i++)
        if (is_like(reader->scan->files[i].path))
            return true;
    return false;
}

static int by_folder(const void *a, const void *b) {
    return strcmp(((const struct submitted *)a)->folder, ((const struct submitted *)b)->folder);
}

static int prepare(struct reader_of_layout *reader, struct error *error) {
    struct export *export = arena_alloc(reader->arena, sizeof *export);
    reader->own = export;
    for (size_t i = 0; i < reader->scan->file_count; i++) {
        const struct file *file = &reader->scan->files[i];
        if (!is_like(file->path))
            continue;
        struct metadata metadata = {.reader = reader,
                                    .folder =
                                        arena_strndup(reader->arena, file->path,
                                                      strlen(file->path) - strlen(metadata_name))};
        if (read_metadata(&metadata, file->where, error) != 0)
            return -1;
    }
    if (export->count > 0)
        qsort(export->submissions, export->count, sizeof *export->submissions, by_folder);
    return 0;
}

/* The submission whose folder the path is in. */
static const struct submitted *find(const struct reader_of_layout *reader, const char *path) {
    const struct export *export = reader->own;
    for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        struct submitted wanted = {.folder =
                                       arena_strndup(reader->arena, path, (size_t)(slash - path))};
        const struct submitted *found =
            export->count == 0
                ? NULL
                : bsearch(&wanted, export->submissions, export->count, sizeof wanted, by_folder);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static void locate(struct reader_of_layout *reader, const struct file *file,
                   struct located *located) {
    const struct submitted *submitted = find(reader, file->path);
    located->skip = is_like(file->path);
    located->why = _("submission_metadata.yml does not say whose it is: add it there");
    if (submitted == NULL)
        return;
    located->above = path_folder(reader->arena, submitted->folder);
    located->below = file->path + strlen(submitted->folder) + 1;
    located->time = submitted->time;
    located->set = submitted->folder;
    struct owner *owners = arena_array(reader->arena, submitted->owner_count, sizeof *owners);
    for (size_t i = 0; i < submitted->owner_count; i++) {
        const struct owner *owner = &submitted->owners[i];
        const char *text = owner->text != NULL ? owner->text : owner->email;
        if (text == NULL)
            text = owner->number;
        if (text == NULL)
            continue;
        owners[located->owner_count] = *owner;
        owners[located->owner_count++].text = text;
    }
    located->owners = owners;
}

const struct layout_kind layout_gradescope = {
    .recognise = recognise, .prepare = prepare, .locate = locate, .is_like = is_like};
