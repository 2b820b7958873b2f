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
        size_t length = strlen(path), tail = strlen(formats[i].suffix);
        if (length > tail && strcmp(path + length - tail, formats[i].suffix) == 0)
            return i;
    }
    return -1;
}

const char *report_format_name(enum report_format format) {
    return formats[format].name;
}

char *report_render(const json_t *report, enum report_format format,
                    const struct report_style *style, size_t *ret_length) {
    char *text = NULL;
    FILE *out = open_memstream(&text, ret_length);
    if (out == NULL)
        die("out of memory");
    formats[format].write(out, report, style);
    if (fclose(out) != 0)
        die("out of memory");
    return text;
}
