/* SPDX-License-Identifier: MIT */
#include "judge/value.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Hostile output nests without end; what is deeper than this is text. */
enum { DEPTH_MAX = 16 };

struct scanner {
    struct arena *arena;
    const char *at, *end;
    int depth;
};

static bool scan_value(struct scanner *scan, struct value *ret);

static bool is_separator(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ';';
}

static void skip_separators(struct scanner *scan) {
    while (scan->at < scan->end && is_separator(*scan->at))
        scan->at++;
}

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80) != 0;
}

struct value value_of_int(int64_t integer) {
    return (struct value){.type = VALUE_INT, .integer = integer};
}

static const char *skip_digits(const char *p, const char *end) {
    while (p < end && isdigit((unsigned char)*p))
        p++;
    return p;
}

/* Behind the number that begins at `begin`; NULL when none does. */
static const char *number_end(const char *begin, const char *end, bool *ret_real) {
    const char *digits = begin < end && (*begin == '-' || *begin == '+') ? begin + 1 : begin;
    const char *whole = skip_digits(digits, end), *p = whole;
    bool fraction = false;
    if (p < end && *p == '.') {
        /* "4." at the end of a sentence is the integer 4; numpy's "4. 5." are reals all the same.
         */
        p = skip_digits(whole + 1, end);
        fraction = p > whole + 1;
    }
    if (whole == digits && !fraction)
        return NULL;
    const char *exponent = p;
    if (p < end && (*p == 'e' || *p == 'E')) {
        const char *sign = p + 1;
        const char *power = sign < end && (*sign == '-' || *sign == '+') ? sign + 1 : sign;
        exponent = skip_digits(power, end);
        if (exponent == power)
            exponent = p;
    }
    *ret_real = fraction || exponent > p;
    return exponent;
}

static bool scan_number(struct scanner *scan, struct value *ret) {
    bool real;
    const char *end = number_end(scan->at, scan->end, &real);
    char copy[64];
    if (end == NULL || (size_t)(end - scan->at) >= sizeof copy)
        return false;
    size_t length = (size_t)(end - scan->at);
    memcpy(copy, scan->at, length);
    copy[length] = '\0';
    errno = 0;
    *ret = value_of_int(strtoll(copy, NULL, 10));
    if (real || errno == ERANGE)
        *ret = (struct value){.type = VALUE_REAL, .real = strtod(copy, NULL)};
    scan->at = end;
    return true;
}

static bool scan_quoted(struct scanner *scan, struct value *ret) {
    char quote = *scan->at;
    const char *begin = scan->at + 1, *p = begin;
    while (p < scan->end && *p != quote)
        p += *p == '\\' && p + 1 < scan->end ? 2 : 1;
    if (p >= scan->end)
        return false;
    char *text = arena_strndup(scan->arena, begin, (size_t)(p - begin));
    size_t length = 0;
    for (const char *from = begin; from < p; from++) {
        if (*from == '\\' && (from[1] == quote || from[1] == '\\'))
            from++;
        text[length++] = *from;
    }
    text[length] = '\0';
    *ret = (struct value){.type = VALUE_TEXT, .text = text};
    scan->at = p + 1;
    return true;
}

/* Words that stand for nothing, and Python's and C's names for truth. */
static bool word_value(struct scanner *scan, struct value *ret) {
    static const char *const nothing[] = {"none", "null",    "(null)", "nil",          "nothing",
                                          "nada", "ninguno", "vacio",  "vac\xc3\xado", "empty"};
    const char *p = scan->at;
    if (p < scan->end && *p == '(')
        p++;
    while (p < scan->end && is_word(*p))
        p++;
    if (*scan->at == '(' && p < scan->end && *p == ')')
        p++;
    size_t length = (size_t)(p - scan->at);
    for (size_t i = 0; i < ARRAY_LEN(nothing); i++) {
        if (strlen(nothing[i]) == length && strncasecmp(scan->at, nothing[i], length) == 0) {
            *ret = (struct value){.type = VALUE_NONE};
            scan->at = p;
            return true;
        }
    }
    return false;
}

/* A bare word inside brackets: a text, such as the key in {one: 1}. `array(` and `dtype=` are
 * wrapping. */
static bool scan_word(struct scanner *scan, struct value *ret) {
    const char *p = scan->at;
    while (p < scan->end && (is_word(*p) || *p == '.'))
        p++;
    if (p == scan->at)
        return false;
    *ret = (struct value){.type = VALUE_TEXT,
                          .text = arena_strndup(scan->arena, scan->at, (size_t)(p - scan->at))};
    scan->at = p;
    return true;
}

static char closing(char open) {
    return open == '[' ? ']' : open == '{' ? '}' : ')';
}

/* Behind an item: `: value` or `= value` makes it the key of a dictionary. */
static bool scan_pair(struct scanner *scan, struct value *ret_value) {
    const char *before = scan->at;
    while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t'))
        scan->at++;
    if (scan->at < scan->end && (*scan->at == ':' || *scan->at == '=')) {
        scan->at++;
        if (scan->at < scan->end && *scan->at == '>') /* key => value */
            scan->at++;
        while (scan->at < scan->end && isspace((unsigned char)*scan->at))
            scan->at++;
        if (scan->at < scan->end && scan_value(scan, ret_value))
            return true;
    }
    scan->at = before;
    return false;
}

static bool scan_bracketed(struct scanner *scan, struct value *ret) {
    if (scan->depth >= DEPTH_MAX)
        return false;
    const char close = closing(*scan->at++);
    struct value *items = NULL, *pairs = NULL;
    size_t count = 0, capacity = 0, pair_count = 0, pair_capacity = 0;
    scan->depth++;
    for (skip_separators(scan); scan->at < scan->end && *scan->at != close; skip_separators(scan)) {
        struct value item, of_key;
        if (!scan_value(scan, &item)) {
            scan->depth--;
            return false;
        }
        if (scan_pair(scan, &of_key)) {
            *(struct value *)arena_push(scan->arena, &pairs, &pair_count, &pair_capacity,
                                        sizeof *pairs) = item;
            *(struct value *)arena_push(scan->arena, &pairs, &pair_count, &pair_capacity,
                                        sizeof *pairs) = of_key;
        } else {
            *(struct value *)arena_push(scan->arena, &items, &count, &capacity, sizeof *items) =
                item;
        }
    }
    scan->depth--;
    if (scan->at == scan->end)
        return false;
    scan->at++;
    if (pair_count > 0 && count == 0)
        *ret = (struct value){.type = VALUE_DICT, .count = pair_count, .items = pairs};
    else
        *ret = (struct value){.type = VALUE_LIST, .count = count, .items = items};
    return pair_count == 0 || count == 0;
}

/* array([1, 2], dtype=int64), np.int64(3), dict_items(...): the name is wrapping, the rest is the
 * value. */
static bool scan_call(struct scanner *scan, struct value *ret) {
    const char *p = scan->at;
    while (p < scan->end && (is_word(*p) || *p == '.'))
        p++;
    if (p == scan->at || p == scan->end || *p != '(' || scan->depth >= DEPTH_MAX)
        return false;
    struct scanner inside = {scan->arena, p + 1, scan->end, scan->depth + 1};
    if (!scan_value(&inside, ret))
        return false;
    while (inside.at < inside.end && *inside.at != ')') /* , dtype=int64 */
        inside.at++;
    if (inside.at == inside.end)
        return false;
    scan->at = inside.at + 1;
    return true;
}

static bool scan_value(struct scanner *scan, struct value *ret) {
    if (scan->at == scan->end)
        return false;
    char c = *scan->at;
    if (word_value(scan, ret))
        return true;
    if (c == '[' || c == '{' || c == '(')
        return scan_bracketed(scan, ret);
    if (c == '"' || c == '\'')
        return scan_quoted(scan, ret);
    if (scan_number(scan, ret))
        return true;
    return scan_call(scan, ret) || (scan->depth > 0 && scan_word(scan, ret));
}

size_t value_scan(struct arena *arena, const char *text, size_t length, struct value *ret_value) {
    struct scanner scan = {arena, text, text + length, 0};
    if (length == 0 || !scan_value(&scan, ret_value))
        return 0;
    return (size_t)(scan.at - text);
}

/* `one: 1, two: 2` without braces. */
static bool parse_bare_pairs(struct arena *arena, const char *text, size_t length,
                             struct value *ret) {
    char *braced = arena_printf(arena, "{%.*s}", (int)length, text);
    struct scanner scan = {arena, braced, braced + length + 2, 0};
    return strlen(braced) == length + 2 && scan_bracketed(&scan, ret) && scan.at == scan.end &&
           ret->type == VALUE_DICT;
}

struct value value_parse(struct arena *arena, const char *text, size_t length) {
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    while (length > 0 && isspace((unsigned char)*text)) {
        text++;
        length--;
    }
    if (length > 1 && text[length - 1] == '.' && strchr("])}\"'", text[length - 2]) != NULL)
        length--; /* the final period of a sentence */
    struct scanner scan = {arena, text, text + length, 0};
    struct value *items = NULL, item;
    size_t count = 0, capacity = 0;
    for (skip_separators(&scan); scan.at < scan.end; skip_separators(&scan)) {
        if (!scan_value(&scan, &item) || (scan.at < scan.end && !is_separator(*scan.at))) {
            if (length < 4096 && parse_bare_pairs(arena, text, length, &item))
                return item;
            return (struct value){.type = VALUE_TEXT, .text = arena_strndup(arena, text, length)};
        }
        *(struct value *)arena_push(arena, &items, &count, &capacity, sizeof *items) = item;
    }
    if (count == 1)
        return items[0];
    return (struct value){.type = VALUE_LIST, .count = count, .items = items};
}

bool value_is_nothing(const struct value *value) {
    return value->type == VALUE_NONE ||
           ((value->type == VALUE_LIST || value->type == VALUE_DICT) && value->count == 0) ||
           (value->type == VALUE_TEXT && value->text[0] == '\0');
}

static bool is_nested(const struct value *value) {
    for (size_t i = 0; i < value->count; i++)
        if (value->items[i].type == VALUE_LIST)
            return true;
    return false;
}

/* Walks the leaves of nested lists without recursion on the caller's side. */
struct leaves {
    const struct value *stack[DEPTH_MAX + 2];
    size_t next[DEPTH_MAX + 2];
    int depth;
};

static const struct value *next_leaf(struct leaves *leaves) {
    while (leaves->depth >= 0) {
        const struct value *list = leaves->stack[leaves->depth];
        size_t i = leaves->next[leaves->depth];
        if (i == list->count) {
            leaves->depth--;
            continue;
        }
        leaves->next[leaves->depth]++;
        const struct value *item = &list->items[i];
        if (item->type != VALUE_LIST || leaves->depth == DEPTH_MAX + 1)
            return item;
        leaves->depth++;
        leaves->stack[leaves->depth] = item;
        leaves->next[leaves->depth] = 0;
    }
    return NULL;
}

static bool flat_equal(const struct value *a, const struct value *b) {
    struct leaves of_a = {.stack = {a}}, of_b = {.stack = {b}};
    for (;;) {
        const struct value *x = next_leaf(&of_a), *y = next_leaf(&of_b);
        if (x == NULL || y == NULL)
            return x == y;
        if (!value_equal(x, y))
            return false;
    }
}

static bool lists_equal(const struct value *a, const struct value *b) {
    if (!is_nested(a) || !is_nested(b))
        return flat_equal(a, b);
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!value_equal(&a->items[i], &b->items[i]))
            return false;
    return true;
}

static bool dicts_equal(const struct value *a, const struct value *b) {
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i + 1 < a->count; i += 2) {
        bool found = false;
        for (size_t j = 0; !found && j + 1 < b->count; j += 2)
            found = value_equal(&a->items[i], &b->items[j]) &&
                    value_equal(&a->items[i + 1], &b->items[j + 1]);
        if (!found)
            return false;
    }
    return true;
}

static bool reals_equal(double a, double b) {
    return fabs(a - b) <= 1e-6 * fmax(1.0, fmax(fabs(a), fabs(b)));
}

/* A text against another value: "42" was printed without its quotes, or a number with them. */
static bool text_equals(const struct value *text, const struct value *other) {
    char printed[32];
    if (other->type == VALUE_TEXT)
        return strcmp(text->text, other->text) == 0;
    if (other->type == VALUE_NONE)
        return strcasecmp(text->text, "none") == 0;
    if (other->type != VALUE_INT)
        return false;
    (void)snprintf(printed, sizeof printed, "%lld", (long long)other->integer);
    return strcmp(text->text, printed) == 0;
}

bool value_equal(const struct value *a, const struct value *b) {
    if (value_is_nothing(a) && value_is_nothing(b))
        return true;
    if (a->type == VALUE_TEXT)
        return text_equals(a, b);
    if (b->type == VALUE_TEXT)
        return text_equals(b, a);
    if (a->type == VALUE_DICT && b->type == VALUE_DICT)
        return dicts_equal(a, b);
    if (a->type == VALUE_LIST && b->type == VALUE_LIST)
        return lists_equal(a, b);
    if (a->type == VALUE_LIST && a->count == 1) /* one element printed without brackets */
        return value_equal(&a->items[0], b);
    if (b->type == VALUE_LIST && b->count == 1)
        return value_equal(a, &b->items[0]);
    if (a->type == VALUE_INT && b->type == VALUE_INT)
        return a->integer == b->integer;
    if (a->type == VALUE_INT && b->type == VALUE_REAL)
        return reals_equal((double)a->integer, b->real);
    if (a->type == VALUE_REAL && b->type == VALUE_INT)
        return reals_equal(a->real, (double)b->integer);
    if (a->type == VALUE_REAL && b->type == VALUE_REAL)
        return reals_equal(a->real, b->real);
    return false;
}

enum { PRINTED_MAX = 240 };

static void print(FILE *out, const struct value *value, bool nested, size_t *room) {
    if (*room == 0)
        return;
    switch (value->type) {
    case VALUE_ABSENT:
    case VALUE_NONE:
        (void)fputs("None", out);
        break;
    case VALUE_INT:
        (void)fprintf(out, "%lld", (long long)value->integer);
        break;
    case VALUE_REAL:
        (void)fprintf(out, "%g", value->real);
        break;
    case VALUE_TEXT:
        (void)fprintf(out, nested ? "'%.*s'" : "%.*s", PRINTED_MAX, value->text);
        break;
    case VALUE_LIST:
    case VALUE_DICT:
        (void)fputc(value->type == VALUE_LIST ? '[' : '{', out);
        for (size_t i = 0; i < value->count; i++) {
            if (i > 0)
                (void)fputs(value->type == VALUE_DICT && i % 2 == 1 ? ": " : ", ", out);
            if (*room == 0 || --*room == 0) {
                (void)fputs("\xe2\x80\xa6", out);
                break;
            }
            print(out, &value->items[i], true, room);
        }
        (void)fputc(value->type == VALUE_LIST ? ']' : '}', out);
        break;
    }
}

const char *value_print(struct arena *arena, const struct value *value) {
    char *text = NULL;
    size_t length = 0, room = PRINTED_MAX / 3;
    FILE *out = open_memstream(&text, &length);
    if (out == NULL)
        return "";
    print(out, value, false, &room);
    (void)fclose(out);
    const char *copy = arena_strndup(arena, text, length);
    free(text);
    return copy;
}
