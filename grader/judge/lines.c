/* SPDX-License-Identifier: MIT */
#include "judge/lines.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

struct list {
    struct arena *arena;
    struct line *items;
    size_t count, capacity;
    size_t room; /* bytes that the last line's text can grow to; 0 when it was never joined */
    int open;    /* brackets that the last line leaves open */
};

/* Bytes of the UTF-8 sequence at p, 0 when it is none. */
static size_t utf8_length(const unsigned char *p, const unsigned char *end) {
    size_t length = *p < 0x80   ? 1
                    : *p < 0xc2 ? 0
                    : *p < 0xe0 ? 2
                    : *p < 0xf0 ? 3
                    : *p < 0xf5 ? 4
                                : 0;
    if (length == 0 || (size_t)(end - p) < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    if ((*p == 0xe0 && p[1] < 0xa0) || (*p == 0xed && p[1] > 0x9f) || (*p == 0xf0 && p[1] < 0x90) ||
        (*p == 0xf4 && p[1] > 0x8f))
        return 0;
    return length;
}

/* Bytes of an ANSI control sequence (ESC [ ... letter) at p, 0 when it is none. */
static size_t ansi_length(const unsigned char *p, const unsigned char *end) {
    if (end - p < 2 || p[0] != 0x1b || p[1] != '[')
        return 0;
    const unsigned char *at = p + 2;
    while (at < end && *at >= 0x20 && *at < 0x40)
        at++;
    return at < end && *at >= 0x40 && *at < 0x7f ? (size_t)(at - p) + 1 : 0;
}

static struct line mended(struct arena *arena, const char *bytes, size_t length) {
    const unsigned char *p = (const unsigned char *)bytes, *end = p + length;
    char *text = arena_alloc(arena, length * 3 + 1), *out = text;
    while (p < end) {
        size_t skip = ansi_length(p, end), good = utf8_length(p, end);
        if (skip > 0) {
            p += skip;
        } else if (good == 0) {
            memcpy(out, "\xef\xbf\xbd", 3);
            out += 3;
            p++;
        } else if (good == 1 && (*p < 0x20 || *p == 0x7f)) {
            *out++ = ' ';
            p++;
        } else {
            memcpy(out, p, good);
            out += good;
            p += good;
        }
    }
    while (out > text && out[-1] == ' ')
        out--;
    *out = '\0';
    while (*text == ' ')
        text++;
    return (struct line){text, (size_t)(out - text)};
}

bool line_is_value(const char *text, size_t length) {
    bool quoted = false, any = false;
    char quote = '\0';
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (quoted) {
            quoted = c != quote;
        } else if ((c == '"' || c == '\'') && memchr(text + i + 1, c, length - i - 1) != NULL) {
            quoted = true;
            quote = c;
        } else if (isdigit((unsigned char)c) || strchr("[]{}", c) != NULL) {
            any = true;
        } else if (strchr(" ,;.+-eE:\t", c) == NULL) {
            return false;
        } else if ((c == 'e' || c == 'E') && (i == 0 || !isdigit((unsigned char)text[i - 1]))) {
            return false;
        }
    }
    return any;
}

/* Adds the brackets that a line opens to those that stood open; 0 when it closes too many. */
static int open_brackets(int depth, const struct line *line) {
    for (size_t i = 0; i < line->length; i++) {
        char c = line->text[i];
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        if (depth < 0)
            return 0;
    }
    return depth;
}

static void append(struct list *list, const struct line *line) {
    *(struct line *)arena_push(list->arena, &list->items, &list->count, &list->capacity,
                               sizeof *line) = *line;
    list->room = 0;
    list->open = open_brackets(0, line);
}

/* Doubles the room as it grows, or a value printed one element a line would cost its square. */
static void join(struct list *list, const struct line *line) {
    struct line *last = &list->items[list->count - 1];
    size_t length = last->length + 1 + line->length;
    if (list->room < length + 1) {
        list->room = 2 * length + 1;
        char *wider = arena_alloc(list->arena, list->room);
        memcpy(wider, last->text, last->length);
        last->text = wider;
    }
    char *end = last->text + last->length;
    *end = ' ';
    memcpy(end + 1, line->text, line->length + 1);
    last->length = length;
    list->open = open_brackets(list->open, line);
}

/* A value that the line before it waits for? */
static bool continues(const struct list *list, const struct line *line) {
    if (list->count == 0 || !line_is_value(line->text, line->length))
        return false;
    const struct line *last = &list->items[list->count - 1];
    if (last->length + line->length > LINE_LENGTH_MAX)
        return false;
    return last->text[last->length - 1] == ':' || list->open > 0;
}

static void take(struct list *list, const char *bytes, size_t length) {
    if (length > LINE_LENGTH_MAX)
        length = LINE_LENGTH_MAX;
    struct line line = mended(list->arena, bytes, length);
    if (line.length == 0)
        return;
    if (continues(list, &line))
        join(list, &line);
    else
        append(list, &line);
}

static void cut(struct list *list, const char *bytes, size_t length) {
    const char *end = bytes + length;
    while (bytes < end && list->count < LINES_MAX) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        take(list, bytes, (size_t)((newline == NULL ? end : newline) - bytes));
        bytes = newline == NULL ? end : newline + 1;
    }
}

struct lines lines_of(struct arena *arena, const struct stream *stream) {
    struct list list = {.arena = arena};
    cut(&list, stream->head, stream->head_length);
    if (stream->dropped > 0 && stream->tail_length > 0) {
        /* The first line of the tail has lost its beginning. */
        const char *newline = memchr(stream->tail, '\n', stream->tail_length);
        if (newline != NULL)
            cut(&list, newline + 1, stream->tail_length - (size_t)(newline + 1 - stream->tail));
    }
    return (struct lines){list.count, list.items};
}
