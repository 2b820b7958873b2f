/* SPDX-License-Identifier: MIT */
#include "gradebook/formats.h"

#include "base/messages.h"

#include <string.h>

static const struct format {
    const char *name, *suffix;
    class_writer *write;
} formats[] = {
#define X(id, name, suffix, purpose) [CLASS_##id] = {#name, suffix, class_##name},
    CLASS_FORMATS(X)
#undef X
};

int class_format_find(const char *name) {
    for (int i = 0; i < CLASS_FORMAT_COUNT; i++) {
        if (strcmp(formats[i].name, name) == 0)
            return i;
    }
    return -1;
}

/* The longest suffix tells: grades.canvas.csv is Canvas'. */
int class_format_of_path(const char *path) {
    int found = -1;
    size_t longest = 0, length = strlen(path);
    for (int i = 0; i < CLASS_FORMAT_COUNT; i++) {
        size_t tail = strlen(formats[i].suffix);
        if (length > tail && tail > longest &&
            strcmp(path + length - tail, formats[i].suffix) == 0) {
            found = i;
            longest = tail;
        }
    }
    return found;
}

char *class_render(const struct gradebook *book, enum class_format format,
                   const struct report_style *style, size_t *ret_length) {
    char *text = NULL;
    FILE *out = open_memstream(&text, ret_length);
    if (out == NULL)
        die("out of memory");
    formats[format].write(out, book, style);
    if (fclose(out) != 0)
        die("out of memory");
    return text;
}
