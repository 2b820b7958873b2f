/* SPDX-License-Identifier: MIT */
/* The words of a source text, as far as normal.c needs them. Any bytes will do: what is no program
 * gives some tokens, too. */
#ifndef MPIGRADE_BATCH_NORMAL_TOKENS_H
#define MPIGRADE_BATCH_NORMAL_TOKENS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum token_kind {
    TOKEN_WORD, /* a name or a keyword */
    TOKEN_NUMBER,
    TOKEN_CHARACTER, /* of C */
    TOKEN_TEXT,      /* string literals, those side by side are one */
    TOKEN_SIGN,      /* one character */
    TOKEN_LINE,      /* the end of a logical line of Python, or of a directive of C */
    TOKEN_INDENT,
    TOKEN_DEDENT,
};

struct token {
    const char *text;
    uint32_t length;
    uint32_t scope; /* 0: the file's top level; else the function, counted from 1 */
    uint32_t name;  /* of a word that is a name: its number, from 1 in order of the alphabet */
    uint8_t kind;
    bool own; /* a name that the program gives itself */
};

struct tokens {
    struct arena *arena;
    size_t count, capacity;
    struct token *list;
};

/* For the lexers. Two texts side by side become one. */
void tokens_add(struct tokens *tokens, enum token_kind kind, const char *text, size_t length,
                uint32_t scope);

bool token_is(const struct token *token, const char *text);
/* The token behind or before, or one that is equal to nothing. */
const struct token *token_at(const struct tokens *tokens, size_t index);

void tokens_read_c(struct tokens *tokens, const char *text, size_t length); /* normal_c.c */
void tokens_read_python(struct tokens *tokens, const char *text,
                        size_t length); /* normal_python.c */

/* normal_names.c: sets `name` and `own` of all words. Returns how many names there are. */
size_t tokens_find_names(struct tokens *tokens, bool python);

#endif
