/* SPDX-License-Identifier: MIT */
#include "report/formats.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct format {
    const char *name, *suffix;
    report_writer *write;
} formats[] = {
#define X(id, name, suffix) [REPORT_##id] = {#name, suffix, report_##name},
    REPORT_FORMATS(X)
#undef X
};

int report_format_find(const char *name) {
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++) {
        if (strcmp(formats[i].name, name) == 0)
            return i;
    }
    return -1;
}

int report_format_of_path(const char *path) {
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++) {
        if (formats[i].suffix == NULL)
            continue;
        size_t length = strlen(path), tail = strlen(formats[i].suffix);
        if (length > tail && strcmp(path + length - tail, formats[i].suffix) == 0)
            return i;
    }
    return -1;
}

const char *report_format_name(enum report_format format) {
    return formats[format].name;
}

static FILE *open_text(char **ret_text, size_t *ret_length) {
    FILE *out = open_memstream(ret_text, ret_length);
    if (out == NULL)
        die("out of memory");
    return out;
}

static void close_text(FILE *out) {
    if (fclose(out) != 0)
        die("out of memory");
}

char *report_render(const json_t *report, enum report_format format,
                    const struct report_style *style, size_t *ret_length) {
    char *text = NULL;
    json_t *seen = report_as_seen(report, format, style);
    FILE *out = open_text(&text, ret_length);
    formats[format].write(out, seen, style);
    close_text(out);
    json_decref(seen);
    return text;
}

char *report_github_file(const json_t *report, enum report_format format,
                         const struct report_style *style, enum github_file file, size_t most,
                         size_t *ret_length) {
    bool github = format == REPORT_GITHUB;
    if (!github && (format != REPORT_CLASSROOM || file != GITHUB_OUTPUT))
        return NULL;
    char *text = NULL;
    json_t *seen = report_as_seen(report, format, style);
    FILE *out = open_text(&text, ret_length);
    if (!github)
        classroom_outputs(out, seen);
    else if (file == GITHUB_OUTPUT)
        github_outputs(out, seen);
    else
        github_summary(out, seen, most);
    close_text(out);
    json_decref(seen);
    return text;
}
