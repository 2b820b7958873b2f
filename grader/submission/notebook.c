/* SPDX-License-Identifier: MIT */
/* Notebooks. A cell that begins with %%writefile is the file that it writes. Where no such cell
 * holds a program, the code cells together are the program, without what only a notebook
 * understands: other cell magics take their cell with them, `!command` and `%magic` lines become
 * `pass`, which keeps the block that they stand in complete. */
#include "submission/collect.h"

#include "base/bytes.h"
#include "base/files.h"
#include "base/messages.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool notebook_suffix(const char *path) {
    size_t length = strlen(path);
    return length > 6 && strcasecmp(path + length - 6, ".ipynb") == 0;
}

/* The text of a cell: a string, or a list of strings. */
static char *cell_text(struct arena *arena, const json_t *cell) {
    const json_t *source = json_object_get(cell, "source");
    if (json_is_string(source))
        return arena_strdup(arena, json_string_value(source));
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL)
        die("out of memory");
    for (size_t i = 0; i < json_array_size(source); i++) {
        const char *line = json_string_value(json_array_get(source, i));
        (void)fputs(line == NULL ? "" : line, stream);
    }
    (void)fclose(stream);
    char *copy = arena_strndup(arena, text, length);
    free(text);
    return copy;
}

static bool starts_with(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}

/* ---- %%writefile ---- */

struct written {
    const char *name;
    struct bytes text; /* one byte more than a file may have shows that it is too long */
};

struct written_files {
    size_t count, capacity;
    struct written *files;
};

static void written_done(struct written_files *written) {
    for (size_t i = 0; i < written->count; i++)
        bytes_done(&written->files[i].text);
}

/* `[-a] NAME` of the magic's line. Absolute names ("/content/ring.py") lose their folders. */
static char *written_name(struct arena *arena, const char *line, bool *ret_append) {
    size_t length = strcspn(line, "\n");
    char *words = arena_strndup(arena, line, length), *rest = NULL, *name = NULL;
    *ret_append = false;
    for (char *word = strtok_r(words, " \t\r\"'", &rest); word != NULL;
         word = strtok_r(NULL, " \t\r\"'", &rest)) {
        if (strcmp(word, "-a") == 0 || strcmp(word, "--append") == 0)
            *ret_append = true;
        else
            name = word;
    }
    if (name == NULL)
        return NULL;
    while (starts_with(name, "./"))
        name += 2;
    return name[0] == '/' || name[0] == '~' || name[0] == '$' ? arena_strdup(arena, path_base(name))
                                                              : name;
}

static struct bytes *text_of(struct arena *arena, struct written_files *written, const char *name) {
    for (size_t i = 0; i < written->count; i++) {
        if (strcmp(written->files[i].name, name) == 0)
            return &written->files[i].text;
    }
    if (written->count > COLLECT_FILES) /* enough to be refused */
        return NULL;
    struct written *file = arena_push(arena, &written->files, &written->count, &written->capacity,
                                      sizeof *written->files);
    *file = (struct written){.name = name, .text = {.cap = COLLECT_FILE_BYTES + 1}};
    return &file->text;
}

/* A later cell replaces an earlier file of the same name, or goes on with it. */
static void write_cell(struct arena *arena, struct written_files *written, const char *magic) {
    bool append;
    const char *name = written_name(arena, magic + strcspn(magic, " \t\n"), &append);
    const char *text = magic + strcspn(magic, "\n");
    text += *text == '\n';
    struct bytes *whole = name == NULL ? NULL : text_of(arena, written, name);
    if (whole == NULL)
        return;
    if (!append)
        bytes_done(whole);
    size_t length = strlen(text);
    bytes_append(whole, text, length);
    /* A notebook need not end its cells with a newline, a file should. */
    if (length > 0 && text[length - 1] != '\n')
        bytes_append(whole, "\n", 1);
}

/* ---- code cells ---- */

/* Whether IPython and not Python reads this line. `% b` may go on with an expression. */
static bool is_magic_line(const char *text) {
    return text[0] == '!' || text[0] == '?' || (text[0] == '%' && isalpha((unsigned char)text[1]));
}

static void put_code(FILE *stream, const char *text) {
    while (*text != '\0') {
        size_t length = strcspn(text, "\n"), indent = strspn(text, " \t");
        if (is_magic_line(text + indent))
            (void)fprintf(stream, "%.*spass\n", (int)indent, text);
        else
            (void)fprintf(stream, "%.*s\n", (int)length, text);
        text += length;
        text += *text == '\n';
    }
}

/* Cell magics that only measure the Python code below them. */
static bool is_plain_magic(const char *magic) {
    static const char *const plain[] = {"%%time", "%%timeit", "%%capture", "%%python", "%%python3"};
    size_t length = strcspn(magic, " \t\r\n");
    for (size_t i = 0; i < ARRAY_LEN(plain); i++) {
        if (strlen(plain[i]) == length && memcmp(plain[i], magic, length) == 0)
            return true;
    }
    return false;
}

static void read_cell(struct arena *arena, const json_t *cell, FILE *code,
                      struct written_files *written) {
    const char *type = json_string_value(json_object_get(cell, "cell_type"));
    if (type == NULL || strcmp(type, "code") != 0)
        return;
    const char *text = cell_text(arena, cell);
    const char *start = text + strspn(text, " \t\r\n");
    if (starts_with(start, "%%writefile") || starts_with(start, "%%file"))
        write_cell(arena, written, start);
    else if (starts_with(start, "%%") && !is_plain_magic(start))
        return;
    else
        put_code(code, starts_with(start, "%%") ? start + strcspn(start, "\n") : text);
}

/* ---- the notebook ---- */

static int store_written(struct collection *collection, const char *folder,
                         const struct written_files *written, bool *ret_programs,
                         struct error *error) {
    *ret_programs = false;
    for (size_t i = 0; i < written->count; i++) {
        const struct written *file = &written->files[i];
        const char *path = path_join(collection->arena, folder, file->name);
        const char *copy =
            arena_strndup(collection->arena, bytes_text(&file->text), file->text.length);
        enum language language;
        if (collect_store(collection, path, copy, file->text.length, error) != 0)
            return -1;
        if (language_of_path(path, &language) == 0)
            *ret_programs = true;
    }
    return 0;
}

static int store_code(struct collection *collection, const char *path, const char *code,
                      size_t length, struct error *error) {
    size_t stem = strlen(path) - strlen(".ipynb");
    const char *program = arena_printf(collection->arena, "%.*s.py", (int)stem, path);
    const char *copy = arena_strndup(collection->arena, code, length);
    return collect_store(collection, program, copy, length, error);
}

static int store_cells(struct collection *collection, const char *path, const json_t *cells,
                       struct error *error) {
    CLEANUP(written_done) struct written_files written = {0};
    char *code = NULL;
    size_t code_length = 0;
    FILE *stream = open_memstream(&code, &code_length);
    if (stream == NULL)
        die("out of memory");
    for (size_t i = 0; i < json_array_size(cells); i++)
        read_cell(collection->arena, json_array_get(cells, i), stream, &written);
    (void)fclose(stream);
    const char *folder = arena_strndup(collection->arena, path, (size_t)(path_base(path) - path));
    bool programs;
    int status = store_written(collection, folder, &written, &programs, error);
    if (status == 0 && !programs)
        status = store_code(collection, path, code, code_length, error);
    free(code);
    return status;
}

/* Each value needs a hundred times the memory of its text. */
static bool has_many_values(const char *bytes, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += bytes[i] == ',' || bytes[i] == '[' || bytes[i] == '{';
    return count > COLLECT_VALUES;
}

int notebook_collect(struct collection *collection, const char *path, const char *bytes,
                     size_t length, struct error *error) {
    const char *shown = name_shown(collection->arena, path);
    if (length > COLLECT_FILE_BYTES)
        return error_set(error, ERROR_NOT_GRADABLE, _("%s is larger than %d MiB"), shown,
                         COLLECT_FILE_BYTES >> 20);
    bool many = has_many_values(bytes, length);
    json_auto_t *notebook = many ? NULL : json_loadb(bytes, length, JSON_ALLOW_NUL, NULL);
    const json_t *cells = json_object_get(notebook, "cells");
    if (many || json_array_size(cells) > COLLECT_CELLS) {
        error_set(error, ERROR_NOT_GRADABLE, _("%s holds more than a notebook does"), shown);
        error_advise(error, _("Clear its outputs and save it again, or hand in the program."));
        return -1;
    }
    if (!json_is_array(cells)) {
        error_set(error, ERROR_NOT_GRADABLE, _("%s is no notebook of format 4"), shown);
        error_advise(error, _("Save it again with a current Jupyter, or hand in the program."));
        return -1;
    }
    return store_cells(collection, path, cells, error);
}
