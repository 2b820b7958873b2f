/* SPDX-License-Identifier: MIT */
#include "rubric/template.h"

#include "base/messages.h"
#include "rubric/template_regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

/* Matching work is bounded in proportion to the line: whoever prints strange lines only loses
 * matches. */
enum {
    STEPS_AT_LEAST = 5000,
    STEPS_A_BYTE = 32,
    DEPTH_MOST = 200000,
    HEAP_MOST_KIB = 32 * 1024,
    SEARCH_MOST = 4096, /* bytes of a line that count for the steps of a search */
    STARTS_MOST = 256,  /* places of a line at which a search begins */
};

struct splitter {
    struct arena *arena;
    const char *text, *at;
    struct template_pieces *ret;
    size_t capacity;
    struct error *error;
};

/* In characters, from 1: people count those. */
static size_t column(const struct splitter *splitter) {
    size_t characters = 1;
    for (const char *at = splitter->text; at < splitter->at; at++)
        characters += ((unsigned char)*at & 0xc0) != 0x80 ? 1 : 0;
    return characters;
}

static int fail(const struct splitter *splitter, const char *what) {
    return error_set(splitter->error, ERROR_RUBRIC, _("column %zu of \"%.100s\": %s"),
                     column(splitter), splitter->text, what);
}

static struct template_piece *add_piece(struct splitter *splitter) {
    struct template_piece *piece =
        arena_push(splitter->arena, &splitter->ret->pieces, &splitter->ret->count,
                   &splitter->capacity, sizeof *piece);
    piece->column = column(splitter);
    return piece;
}

static bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

static const char *take_name(struct splitter *splitter) {
    const char *start = splitter->at;
    while (is_name_byte(*splitter->at))
        splitter->at++;
    return arena_strndup(splitter->arena, start, (size_t)(splitter->at - start));
}

static int split_field(struct splitter *splitter) {
    size_t count = splitter->ret->count;
    if (count > 0 && splitter->ret->pieces[count - 1].is_field)
        return fail(splitter, _("two fields need a blank or a word between them"));
    struct template_piece *piece = add_piece(splitter);
    piece->is_field = true;
    splitter->at++;
    piece->text = take_name(splitter);
    if (*piece->text == '\0')
        return fail(splitter, _("a field's name is expected here; \"{{\" stands for a brace"));
    if (*splitter->at == ':') {
        splitter->at++;
        piece->type = take_name(splitter);
    }
    if (*splitter->at != '}')
        return fail(splitter, _("\"}\" is expected here"));
    splitter->at++;
    return 0;
}

static int split_literal(struct splitter *splitter) {
    struct template_piece *piece = add_piece(splitter);
    char *text = arena_alloc(splitter->arena, strlen(splitter->at) + 1);
    piece->text = text;
    while (*splitter->at != '\0') {
        char byte = *splitter->at;
        bool doubled = splitter->at[1] == byte;
        if (byte == '{' && !doubled)
            return 0;
        if (byte == '}' && !doubled)
            return fail(splitter, _("this \"}\" closes no field; \"}}\" stands for a brace"));
        splitter->at += byte == '{' || byte == '}' ? 2 : 1;
        *text++ = byte;
    }
    return 0;
}

int template_split(struct arena *arena, const char *text, struct template_pieces *ret,
                   struct error *error) {
    *ret = (struct template_pieces){0};
    struct splitter splitter = {
        .arena = arena, .text = text, .at = text, .ret = ret, .error = error};
    bool says_something = false;
    while (*splitter.at != '\0') {
        bool field = splitter.at[0] == '{' && splitter.at[1] != '{';
        if ((field ? split_field(&splitter) : split_literal(&splitter)) != 0)
            return -1;
        const char *piece = ret->pieces[ret->count - 1].text;
        says_something = says_something || piece[strspn(piece, " \t\n.")] != '\0';
    }
    if (!says_something)
        return fail(&splitter, _("a template needs a word or a field"));
    return 0;
}

static void *compile(struct arena *arena, const struct fact_kind *kind,
                     const struct template_pieces *pieces, const struct template *template,
                     enum regex_use use, struct error *error) {
    const char *regex = template_regex(arena, kind, pieces, template->exact, use);
    int number = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
                                     PCRE2_NEVER_UTF | PCRE2_NEVER_UCP, &number, &offset, NULL);
    if (code == NULL) {
        PCRE2_UCHAR reason[256] = "";
        (void)pcre2_get_error_message(number, reason, sizeof reason);
        (void)error_set(error, ERROR_RUBRIC, _("the template \"%.200s\" cannot be compiled: %s"),
                        template->text, (const char *)reason);
    }
    return code;
}

static size_t field_index(const struct fact_kind *kind, const char *name) {
    size_t index = 0;
    while (index < kind->field_count && strcmp(kind->fields[index].name, name) != 0)
        index++;
    return index;
}

int template_compile(struct arena *arena, const struct fact_kind *kind,
                     const struct template_pieces *pieces, struct template *ret,
                     struct error *error) {
    ret->groups = arena_array(arena, pieces->count, sizeof *ret->groups);
    ret->group_count = 0;
    for (size_t i = 0; i < pieces->count; i++)
        if (pieces->pieces[i].is_field)
            ret->groups[ret->group_count++] = field_index(kind, pieces->pieces[i].text);
    if (ret->group_count > TEMPLATE_GROUPS_MAX)
        return error_set(error, ERROR_RUBRIC, _("a template has at most %d fields"),
                         TEMPLATE_GROUPS_MAX);
    ret->code = compile(arena, kind, pieces, ret, REGEX_WHOLE, error);
    if (ret->code == NULL)
        return -1;
    ret->search = compile(arena, kind, pieces, ret, REGEX_SEARCH, error);
    return ret->search == NULL ? -1 : 0;
}

void template_done(struct template *template) {
    pcre2_code_free(template->code);
    pcre2_code_free(template->search);
    template->code = template->search = NULL;
}

/* ---- matching ---- */

struct matcher {
    pcre2_match_data *data;
    pcre2_match_context *limits;
};

static void matcher_done(struct matcher *matcher) {
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->limits);
}

static struct matcher matcher_new(size_t length) {
    struct matcher matcher = {pcre2_match_data_create(TEMPLATE_GROUPS_MAX + 1, NULL),
                              pcre2_match_context_create(NULL)};
    if (matcher.data == NULL || matcher.limits == NULL)
        die("out of memory");
    size_t steps = STEPS_AT_LEAST + length * STEPS_A_BYTE;
    (void)pcre2_set_match_limit(matcher.limits, steps < UINT32_MAX ? (uint32_t)steps : UINT32_MAX);
    (void)pcre2_set_depth_limit(matcher.limits, DEPTH_MOST);
    (void)pcre2_set_heap_limit(matcher.limits, HEAP_MOST_KIB);
    return matcher;
}

static int run(const struct matcher *matcher, const struct template *template, const void *code,
               const char *line, size_t length, size_t offset, struct template_match *ret) {
    int rc = pcre2_match(code, (PCRE2_SPTR)line, length, offset, PCRE2_ANCHORED, matcher->data,
                         matcher->limits);
    if (rc == PCRE2_ERROR_NOMEMORY)
        die("out of memory");
    if (rc < 0)
        return rc == PCRE2_ERROR_NOMATCH ? 0 : -1;
    const PCRE2_SIZE *spans = pcre2_get_ovector_pointer(matcher->data);
    ret->whole = (struct span){spans[0], spans[1]};
    for (size_t i = 0; i < template->group_count; i++)
        ret->groups[i] = (struct span){spans[2 * i + 2], spans[2 * i + 3]};
    return 1;
}

static bool is_blank(char byte) {
    return strchr(" \t\r\f\v", byte) != NULL && byte != '\0';
}

int template_match(const struct template *template, const char *line, size_t length,
                   struct template_match *ret) {
    CLEANUP(matcher_done) struct matcher matcher = matcher_new(length);
    size_t offset = 0;
    if (!template->exact) {
        while (length > 0 && is_blank(line[length - 1]))
            length--;
        while (offset < length && is_blank(line[offset]))
            offset++;
    }
    return run(&matcher, template, template->code, line, length, offset, ret);
}

static bool is_word_byte(char byte) {
    return is_name_byte(byte) || (unsigned char)byte >= 0x80;
}

/* Where a word, or something that is no word, begins. */
static bool is_start(const char *line, size_t offset) {
    return !is_blank(line[offset]) &&
           (offset == 0 || !is_word_byte(line[offset - 1]) || !is_word_byte(line[offset]));
}

int template_find(const struct template *template, const char *line, size_t length, size_t offset,
                  struct template_match *ret) {
    CLEANUP(matcher_done)
    struct matcher matcher = matcher_new(length < SEARCH_MOST ? length : SEARCH_MOST);
    int starts = 0;
    for (size_t at = offset; at < length; at++) {
        if (!is_start(line, at))
            continue;
        if (++starts > STARTS_MOST)
            return -1;
        int rc = run(&matcher, template, template->search, line, length, at, ret);
        if (rc != 0)
            return rc;
    }
    return 0;
}
