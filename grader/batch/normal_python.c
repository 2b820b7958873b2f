/* SPDX-License-Identifier: MIT */
/* The tokens of Python, with its indentation. */
#include "batch/normal_tokens.h"

#include <ctype.h>
#include <string.h>

enum { MOST_DEPTH = 100 /* Python's own limit */, TAB = 8 };

struct lexer {
    struct tokens *tokens;
    const char *at, *end;
    size_t brackets; /* open ones; lines end in them without an end of the statement */
    size_t columns[MOST_DEPTH];
    size_t depth;         /* of indentation */
    size_t outer;         /* of the outermost function that we are in */
    uint32_t function;    /* counted */
    bool inside, pending; /* a function; its head, whose body begins with the next line */
};

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static void add(struct lexer *lexer, enum token_kind kind, const char *from) {
    tokens_add(lexer->tokens, kind, from, (size_t)(lexer->at - from),
               lexer->inside || lexer->pending ? lexer->function : 0);
}

static bool at_line_start(const struct lexer *lexer) {
    return lexer->tokens->count == 0 ||
           lexer->tokens->list[lexer->tokens->count - 1].kind >= TOKEN_LINE;
}

/* ---- indentation ---- */

static void set_depth(struct lexer *lexer, size_t column) {
    if (lexer->pending) {
        lexer->pending = false;
        lexer->inside = true;
    }
    if (column > lexer->columns[lexer->depth] && lexer->depth + 1 < MOST_DEPTH) {
        lexer->columns[++lexer->depth] = column;
        add(lexer, TOKEN_INDENT, lexer->at);
    }
    while (lexer->depth > 0 && column < lexer->columns[lexer->depth]) {
        lexer->depth--;
        add(lexer, TOKEN_DEDENT, lexer->at);
    }
    if (lexer->inside && lexer->depth <= lexer->outer)
        lexer->inside = false;
}

/* At the start of a physical line that begins a logical one. Lines with nothing in them do not
 * count. */
static void read_indentation(struct lexer *lexer) {
    size_t column = 0;
    for (; lexer->at < lexer->end && strchr(" \t\f\r", *lexer->at) != NULL && *lexer->at != '\0';
         lexer->at++)
        column += *lexer->at == '\t' ? TAB - column % TAB : *lexer->at == ' ';
    if (lexer->at < lexer->end && *lexer->at != '\n' && *lexer->at != '#')
        set_depth(lexer, column);
}

static void end_line(struct lexer *lexer) {
    const char *from = lexer->at++;
    if (lexer->brackets > 0)
        return;
    if (!at_line_start(lexer))
        add(lexer, TOKEN_LINE, from);
    read_indentation(lexer);
}

/* ---- words ---- */

static void read_text(struct lexer *lexer) {
    const char *from = lexer->at;
    char quote = *from;
    bool three = lexer->end - from >= 3 && from[1] == quote && from[2] == quote;
    lexer->at += three ? 3 : 1;
    while (lexer->at < lexer->end && (three || *lexer->at != '\n')) {
        bool stop =
            *lexer->at == quote && (!three || (lexer->end - lexer->at >= 3 &&
                                               lexer->at[1] == quote && lexer->at[2] == quote));
        if (stop) {
            lexer->at += three ? 3 : 1;
            break;
        }
        lexer->at += *lexer->at == '\\' && lexer->at + 1 < lexer->end ? 2 : 1;
    }
    add(lexer, TOKEN_TEXT, from);
}

static bool is_prefix(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (strchr("rRbBfFuU", text[i]) == NULL || text[i] == '\0')
            return false;
    }
    return length <= 2;
}

static void read_word(struct lexer *lexer) {
    const char *from = lexer->at;
    while (lexer->at < lexer->end && is_word(*lexer->at))
        lexer->at++;
    size_t length = (size_t)(lexer->at - from);
    if (lexer->at < lexer->end && (*lexer->at == '"' || *lexer->at == '\'') &&
        is_prefix(from, length)) {
        read_text(lexer);
        return;
    }
    const struct token *before = token_at(lexer->tokens, lexer->tokens->count - 1);
    bool named = token_is(before, "def");
    add(lexer, TOKEN_WORD, from);
    if (named && !lexer->inside && !lexer->pending) { /* the function's name is the file's */
        lexer->function++;
        lexer->outer = lexer->depth;
        lexer->pending = true;
    }
}

static void read_number(struct lexer *lexer) {
    const char *from = lexer->at;
    while (lexer->at < lexer->end && (is_word(*lexer->at) || *lexer->at == '.'))
        lexer->at++;
    add(lexer, TOKEN_NUMBER, from);
}

static void read_sign(struct lexer *lexer) {
    const char *from = lexer->at++;
    lexer->brackets += *from == '(' || *from == '[' || *from == '{';
    lexer->brackets -= (*from == ')' || *from == ']' || *from == '}') && lexer->brackets > 0;
    add(lexer, TOKEN_SIGN, from);
}

static void skip_comment(struct lexer *lexer) {
    while (lexer->at < lexer->end && *lexer->at != '\n')
        lexer->at++;
}

/* A backslash at the end of a line. */
static void skip_joint(struct lexer *lexer) {
    lexer->at++;
    lexer->at += lexer->at < lexer->end && *lexer->at == '\r';
    lexer->at += lexer->at < lexer->end && *lexer->at == '\n';
}

void tokens_read_python(struct tokens *tokens, const char *text, size_t length) {
    struct lexer lexer = {.tokens = tokens, .at = text, .end = text + length};
    read_indentation(&lexer);
    while (lexer.at < lexer.end) {
        char c = *lexer.at, next = lexer.at + 1 < lexer.end ? lexer.at[1] : ' ';
        if (c == '\n')
            end_line(&lexer);
        else if (c == '\\' && (next == '\n' || next == '\r'))
            skip_joint(&lexer);
        else if (isspace((unsigned char)c))
            lexer.at++;
        else if (c == '#')
            skip_comment(&lexer);
        else if (isdigit((unsigned char)c) || (c == '.' && isdigit((unsigned char)next)))
            read_number(&lexer);
        else if (is_word(c))
            read_word(&lexer);
        else if (c == '"' || c == '\'')
            read_text(&lexer);
        else
            read_sign(&lexer);
    }
    if (!at_line_start(&lexer))
        add(&lexer, TOKEN_LINE, lexer.at);
    while (lexer.depth > 0) {
        lexer.depth--;
        add(&lexer, TOKEN_DEDENT, lexer.at);
    }
}
