/* SPDX-License-Identifier: MIT */
/* The tokens of C and C++. The preprocessor is not run: directives are tokens like others, up to
 * the end of their line; those that include are left out. */
#include "batch/normal_tokens.h"

#include <ctype.h>
#include <string.h>

struct lexer {
    struct tokens *tokens;
    const char *at, *end;
    size_t braces, brackets; /* open ones */
    uint32_t function;       /* the one that is next, or that we are in */
    bool directive;          /* in its line */
    bool fresh;              /* nothing but blanks in this line so far */
};

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static void add(struct lexer *lexer, enum token_kind kind, const char *from) {
    bool inside = !lexer->directive && (lexer->braces > 0 || lexer->brackets > 0);
    tokens_add(lexer->tokens, kind, from, (size_t)(lexer->at - from), inside ? lexer->function : 0);
    lexer->fresh = false;
}

/* A backslash at the end of a line joins it with the next. */
static size_t joined(const struct lexer *lexer, const char *at) {
    size_t left = (size_t)(lexer->end - at);
    if (left >= 2 && at[0] == '\\' && at[1] == '\n')
        return 2;
    return left >= 3 && at[0] == '\\' && at[1] == '\r' && at[2] == '\n' ? 3 : 0;
}

static void skip_line(struct lexer *lexer) {
    while (lexer->at < lexer->end && *lexer->at != '\n') {
        size_t more = joined(lexer, lexer->at);
        lexer->at += more > 0 ? more : 1;
    }
}

static bool skip_comment(struct lexer *lexer) {
    if (lexer->end - lexer->at < 2 || lexer->at[0] != '/')
        return false;
    if (lexer->at[1] == '/') {
        skip_line(lexer);
        return true;
    }
    if (lexer->at[1] != '*')
        return false;
    const char *from = lexer->at + 2;
    const char *stop = memmem(from, (size_t)(lexer->end - from), "*/", 2);
    lexer->at = stop == NULL ? lexer->end : stop + 2;
    return true;
}

/* Ends at the line's end at last. */
static void read_quoted(struct lexer *lexer) {
    const char *from = lexer->at;
    char quote = *lexer->at++;
    while (lexer->at < lexer->end && *lexer->at != quote && *lexer->at != '\n')
        lexer->at += *lexer->at == '\\' && lexer->at + 1 < lexer->end ? 2 : 1;
    lexer->at += lexer->at < lexer->end && *lexer->at == quote;
    add(lexer, quote == '"' ? TOKEN_TEXT : TOKEN_CHARACTER, from);
}

/* R"mark(...)mark": `at` is at the quote. */
static void read_raw(struct lexer *lexer) {
    enum { MOST_MARK = 16 };
    const char *from = lexer->at, *mark = from + 1;
    const char *open = memchr(mark, '(', (size_t)(lexer->end - mark));
    if (open == NULL || open - mark > MOST_MARK) {
        read_quoted(lexer);
        return;
    }
    char stop[MOST_MARK + 2] = ")";
    size_t length = (size_t)(open - mark);
    memcpy(stop + 1, mark, length);
    stop[length + 1] = '"';
    const char *found = memmem(open, (size_t)(lexer->end - open), stop, length + 2);
    lexer->at = found == NULL ? lexer->end : found + length + 2;
    add(lexer, TOKEN_TEXT, from);
}

static void read_word(struct lexer *lexer) {
    const char *from = lexer->at;
    while (lexer->at < lexer->end && is_word(*lexer->at))
        lexer->at++;
    bool quote = lexer->at < lexer->end && *lexer->at == '"';
    size_t length = (size_t)(lexer->at - from);
    if (quote && length <= 3 && from[length - 1] == 'R')
        read_raw(lexer);
    else if (quote && length <= 2 && strchr("LuU8", from[length - 1]) != NULL)
        read_quoted(lexer);
    else
        add(lexer, TOKEN_WORD, from);
}

static void read_number(struct lexer *lexer) {
    const char *from = lexer->at;
    while (lexer->at < lexer->end) {
        char c = *lexer->at, before = lexer->at == from ? ' ' : lexer->at[-1];
        bool sign = (c == '+' || c == '-') && before != '\0' && strchr("eEpP", before) != NULL;
        bool separator = c == '\'' && lexer->at + 1 < lexer->end && is_word(lexer->at[1]);
        if (!is_word(c) && c != '.' && !sign && !separator)
            break;
        lexer->at++;
    }
    add(lexer, TOKEN_NUMBER, from);
}

static void read_directive(struct lexer *lexer) {
    static const char include[] = "include";
    const char *at = lexer->at + 1;
    while (at < lexer->end && (*at == ' ' || *at == '\t'))
        at++;
    if ((size_t)(lexer->end - at) >= sizeof include - 1 &&
        memcmp(at, include, sizeof include - 1) == 0) {
        skip_line(lexer);
        return;
    }
    lexer->directive = true;
    lexer->at++;
    add(lexer, TOKEN_SIGN, lexer->at - 1);
}

static void count_brackets(struct lexer *lexer, char c) {
    if (lexer->directive)
        return;
    lexer->braces += c == '{';
    lexer->brackets += c == '(';
    lexer->brackets -= c == ')' && lexer->brackets > 0;
    if (c == '}' && lexer->braces > 0)
        lexer->braces--;
    /* What follows a definition or a declaration at the top level is another one. */
    if ((c == '}' || c == ';') && lexer->braces == 0) {
        lexer->brackets = 0;
        lexer->function++;
    }
}

static void read_sign(struct lexer *lexer) {
    const char *from = lexer->at++;
    bool closes = *from == ')' || *from == '}';
    if (closes)
        count_brackets(lexer, *from);
    add(lexer, TOKEN_SIGN, from);
    if (!closes)
        count_brackets(lexer, *from);
}

static void read_blank(struct lexer *lexer) {
    if (*lexer->at == '\n') {
        if (lexer->directive)
            add(lexer, TOKEN_LINE, lexer->at);
        lexer->directive = false;
        lexer->fresh = true;
    }
    lexer->at++;
}

void tokens_read_c(struct tokens *tokens, const char *text, size_t length) {
    struct lexer lexer = {
        .tokens = tokens, .at = text, .end = text + length, .function = 1, .fresh = true};
    while (lexer.at < lexer.end) {
        char c = *lexer.at, next = lexer.at + 1 < lexer.end ? lexer.at[1] : ' ';
        size_t more = joined(&lexer, lexer.at);
        if (more > 0)
            lexer.at += more;
        else if (isspace((unsigned char)c))
            read_blank(&lexer);
        else if (skip_comment(&lexer))
            continue;
        else if (c == '#' && lexer.fresh)
            read_directive(&lexer);
        else if (isdigit((unsigned char)c) || (c == '.' && isdigit((unsigned char)next)))
            read_number(&lexer);
        else if (is_word(c))
            read_word(&lexer);
        else if (c == '"' || c == '\'')
            read_quoted(&lexer);
        else
            read_sign(&lexer);
    }
}
