/* SPDX-License-Identifier: MIT */
#include "judge/tokens.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    struct arena *arena;
    const struct token_context *context;
    const char *line, *at, *end;
    struct tokens *tokens;
    char *shape, *words; /* folded so far: of the line, since the last value */
    size_t shape_length, words_length;
    bool brackets; /* false once a bracket did not close: hostile lines open thousands */
};

static bool is_letter(char c) {
    return isalpha((unsigned char)c) || c == '_' || (c & 0x80) != 0;
}

static bool is_word(char c) {
    return is_letter(c) || isdigit((unsigned char)c);
}

/* Latin letters with accents, as their second UTF-8 byte behind 0xc3. */
static char plain_letter(unsigned char second) {
    static const char plain[] = "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";
    return second >= 0x80 && second < 0xc0 ? plain[second - 0x80] : '?';
}

const char *text_fold(struct arena *arena, const char *text, size_t length) {
    char *folded = arena_alloc(arena, length + 1), *out = folded;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == 0xc3 && i + 1 < length)
            *out++ = plain_letter((unsigned char)text[++i]);
        else
            *out++ = (char)tolower(c);
    }
    *out = '\0';
    return folded;
}

bool cued(const char *words, const char *const *cues) {
    if (cues == NULL)
        return false;
    for (const char *word = words; *word != '\0';) {
        size_t length = strcspn(word, " ");
        for (size_t i = 0; cues[i] != NULL; i++) {
            size_t cue = strlen(cues[i]);
            if ((cue == length || (cue >= 3 && cue < length)) && strncmp(word, cues[i], cue) == 0)
                return true;
        }
        word += length;
        word += strspn(word, " ");
    }
    return false;
}

static void say(char *text, size_t *length, const char *bytes, size_t count) {
    memcpy(text + *length, bytes, count);
    *length += count;
    text[(*length)++] = ' ';
    text[*length] = '\0';
}

static bool add(struct reader *reader, size_t begin, const struct value *value) {
    struct tokens *tokens = reader->tokens;
    if (tokens->count == TOKENS_MAX)
        return false;
    tokens->items[tokens->count++] = (struct token){
        .value = *value,
        .begin = begin,
        .end = (size_t)(reader->at - reader->line),
        .before = arena_strndup(reader->arena, reader->words, reader->words_length),
    };
    reader->words_length = 0;
    reader->words[0] = '\0';
    say(reader->shape, &reader->shape_length, "#", 1);
    return true;
}

/* Does `text` stand here as a whole word? */
static bool stands_here(const struct reader *reader, const char *text) {
    size_t length = strlen(text);
    if (length == 0 || (size_t)(reader->end - reader->at) < length ||
        memcmp(reader->at, text, length) != 0)
        return false;
    const char *behind = reader->at + length;
    return !(is_word(text[length - 1]) && behind < reader->end && is_word(*behind));
}

static bool skip_host(struct reader *reader) {
    for (size_t i = 0; reader->context->hosts != NULL && reader->context->hosts[i] != NULL; i++) {
        if (stands_here(reader, reader->context->hosts[i])) {
            reader->at += strlen(reader->context->hosts[i]);
            return true;
        }
    }
    return false;
}

static bool known_text(struct reader *reader, struct value *ret) {
    for (size_t i = 0; reader->context->texts != NULL && reader->context->texts[i] != NULL; i++) {
        const char *text = reader->context->texts[i];
        if (stands_here(reader, text)) {
            *ret = (struct value){.type = VALUE_TEXT, .text = text};
            reader->at += strlen(text);
            return true;
        }
    }
    return false;
}

static const char *skip_blanks(const struct reader *reader, const char *p) {
    while (p < reader->end && (*p == ' ' || *p == '\t'))
        p++;
    return p;
}

/* a[0]=10, a[1] = 20 ...: from the first index on, one list. */
static bool indexed(struct reader *reader, struct value *ret) {
    struct value *items = NULL;
    size_t count = 0, capacity = 0;
    int64_t base = 0;
    const char *p = reader->at;
    while (p < reader->end && *p == '[') {
        char *end;
        long long index = strtoll(p + 1, &end, 10);
        if (end == p + 1 || *end != ']' || (count == 0 && index != 0 && index != 1))
            break;
        base = count == 0 ? index : base;
        const char *sign = skip_blanks(reader, end + 1);
        if (index != base + (int64_t)count || sign >= reader->end || (*sign != '=' && *sign != ':'))
            break;
        const char *number = skip_blanks(reader, sign + 1);
        struct value item;
        size_t took = value_scan(reader->arena, number, (size_t)(reader->end - number), &item);
        if (took == 0 || (item.type != VALUE_INT && item.type != VALUE_REAL))
            break;
        *(struct value *)arena_push(reader->arena, &items, &count, &capacity, sizeof *items) = item;
        reader->at = p = number + took;
        while (p < reader->end && *p != '[' && !isdigit((unsigned char)*p)) /* ", a" before [1] */
            p++;
    }
    *ret = (struct value){.type = VALUE_LIST, .count = count, .items = items};
    return count > 0;
}

/* Bare words between the brackets, as in "(rank 2)": prose, whose values stand for themselves. */
static bool is_prose(const char *text, size_t length, const struct value *value) {
    if (value->type != VALUE_LIST)
        return false;
    for (size_t i = 0; i < value->count; i++)
        if (value->items[i].type == VALUE_TEXT)
            return memchr(text, '"', length) == NULL && memchr(text, '\'', length) == NULL;
    return false;
}

static bool bracketed(struct reader *reader, struct value *ret) {
    if (reader->context->grouped && *reader->at == '[' && indexed(reader, ret))
        return true;
    if (!reader->brackets)
        return false;
    size_t took = value_scan(reader->arena, reader->at, (size_t)(reader->end - reader->at), ret);
    if (took == 0) {
        reader->brackets = *reader->at == '('; /* a parenthesis with words in it is prose */
        return false;
    }
    bool value = (*reader->at != '(' || ret->type == VALUE_NONE || ret->count > 1) &&
                 !is_prose(reader->at, took, ret);
    reader->at += value ? took : 0;
    return value;
}

/* one=1, two: 2 with the keys that are expected. */
static bool known_pairs(struct reader *reader, struct value *ret) {
    struct value *items = NULL;
    size_t count = 0, capacity = 0;
    const char *p = reader->at;
    for (;;) {
        const char *key = NULL;
        while (p < reader->end && strchr(" ,;'\"\t", *p) != NULL)
            p++;
        for (size_t i = 0; reader->context->keys != NULL && reader->context->keys[i] != NULL; i++) {
            size_t length = strlen(reader->context->keys[i]);
            if ((size_t)(reader->end - p) > length && !is_word(p[length]) &&
                memcmp(p, reader->context->keys[i], length) == 0)
                key = reader->context->keys[i];
        }
        if (key == NULL)
            break;
        p += strlen(key);
        while (p < reader->end && strchr(" '\":=>-\t", *p) != NULL)
            p++;
        struct value item;
        size_t took = value_scan(reader->arena, p, (size_t)(reader->end - p), &item);
        if (took == 0)
            break;
        *(struct value *)arena_push(reader->arena, &items, &count, &capacity, sizeof *items) =
            (struct value){.type = VALUE_TEXT, .text = key};
        *(struct value *)arena_push(reader->arena, &items, &count, &capacity, sizeof *items) = item;
        reader->at = p += took;
    }
    *ret = (struct value){.type = VALUE_DICT, .count = count, .items = items};
    return count > 0;
}

static bool number_here(struct reader *reader, struct value *ret) {
    const char *p = reader->at;
    char last = p > reader->line ? p[-1] : ' ';
    bool sign = *p == '-' || *p == '+';
    if (sign && (is_word(last) || last == ')' || last == ']'))
        return false;
    if (p + sign >= reader->end || !isdigit((unsigned char)p[sign]))
        return false;
    size_t took = value_scan(reader->arena, p, (size_t)(reader->end - p), ret);
    reader->at += took;
    return took > 0;
}

/* Is this number the rank that the words before it announce? Then it is no element of a list. */
static bool is_rank(const struct reader *reader, const struct value *value) {
    return value->type == VALUE_INT && value->integer == reader->context->rank &&
           cued(reader->words, reader->context->rank_cues);
}

/* Numbers in a row: one list, if lines are read grouped. */
static void group(struct reader *reader, struct value *value) {
    struct value *items = NULL, next;
    size_t count = 0, capacity = 0;
    if (!reader->context->grouped || is_rank(reader, value))
        return;
    for (;;) {
        const char *before = reader->at;
        while (reader->at < reader->end && strchr(" ,;\t", *reader->at) != NULL)
            reader->at++;
        if (reader->at == before || reader->at == reader->end || !number_here(reader, &next)) {
            reader->at = before;
            break;
        }
        if (count == 0)
            *(struct value *)arena_push(reader->arena, &items, &count, &capacity, sizeof *items) =
                *value;
        *(struct value *)arena_push(reader->arena, &items, &count, &capacity, sizeof *items) = next;
    }
    if (count > 0)
        *value = (struct value){.type = VALUE_LIST, .count = count, .items = items};
}

/* Lists in a row: one nested list, if lines are read grouped. */
static void group_lists(struct reader *reader, struct value *value) {
    struct value *items = NULL, next;
    size_t count = 0, capacity = 0;
    if (!reader->context->grouped || value->type != VALUE_LIST)
        return;
    for (;;) {
        const char *before = reader->at;
        while (reader->at < reader->end && strchr(" ,;\t", *reader->at) != NULL)
            reader->at++;
        if (reader->at == reader->end || strchr("[{(", *reader->at) == NULL ||
            !bracketed(reader, &next) || next.type != VALUE_LIST) {
            reader->at = before;
            break;
        }
        if (count == 0)
            *(struct value *)arena_push(reader->arena, &items, &count, &capacity, sizeof *items) =
                *value;
        *(struct value *)arena_push(reader->arena, &items, &count, &capacity, sizeof *items) = next;
    }
    if (count > 0)
        *value = (struct value){.type = VALUE_LIST, .count = count, .items = items};
}

/* A value at the reader's place? Moves behind it. */
static bool value_here(struct reader *reader, struct value *ret) {
    char c = *reader->at, last = reader->at > reader->line ? reader->at[-1] : ' ';
    if (!is_word(last) || !is_word(c)) {
        if (known_text(reader, ret) || (reader->context->grouped && known_pairs(reader, ret)))
            return true;
    }
    if (c == '[' || c == '{' || c == '(') {
        if (!bracketed(reader, ret))
            return false;
        group_lists(reader, ret);
        return true;
    }
    if (isdigit((unsigned char)c) || c == '-' || c == '+') {
        if (!number_here(reader, ret))
            return false;
        group(reader, ret);
        return true;
    }
    if (((c == '"' || c == '\'') && !is_word(last)) || (is_letter(c) && !is_word(last))) {
        size_t took =
            value_scan(reader->arena, reader->at, (size_t)(reader->end - reader->at), ret);
        bool value = took > 0 && (is_letter(c) ? ret->type == VALUE_NONE : ret->type == VALUE_TEXT);
        reader->at += value ? took : 0;
        return value;
    }
    return false;
}

static void read_word(struct reader *reader) {
    const char *begin = reader->at;
    while (reader->at < reader->end && is_letter(*reader->at))
        reader->at++;
    const char *folded = text_fold(reader->arena, begin, (size_t)(reader->at - begin));
    say(reader->shape, &reader->shape_length, folded, strlen(folded));
    say(reader->words, &reader->words_length, folded, strlen(folded));
}

bool tokens_of(struct arena *arena, const struct token_context *context, const char *line,
               size_t length, struct tokens *ret_tokens) {
    if (length > TOKEN_LINE_MAX)
        return false;
    struct token items[TOKENS_MAX];
    *ret_tokens = (struct tokens){.items = items};
    struct reader reader = {.arena = arena,
                            .context = context,
                            .line = line,
                            .at = line,
                            .end = line + length,
                            .tokens = ret_tokens,
                            .shape = arena_alloc(arena, 2 * length + 8),
                            .words = arena_alloc(arena, 2 * length + 8),
                            .brackets = true};
    while (reader.at < reader.end) {
        size_t begin = (size_t)(reader.at - line);
        struct value value;
        if (skip_host(&reader))
            continue;
        if (value_here(&reader, &value)) {
            if (!add(&reader, begin, &value))
                return false;
        } else if (is_letter(*reader.at)) {
            read_word(&reader);
        } else {
            reader.at++;
        }
    }
    ret_tokens->items = arena_array(arena, ret_tokens->count + 1, sizeof *items);
    memcpy(ret_tokens->items, items, ret_tokens->count * sizeof *items);
    ret_tokens->shape = reader.shape;
    ret_tokens->after = reader.words;
    return true;
}
