/* SPDX-License-Identifier: MIT */
/* The words and the values of a line whose wording is not known. */
#ifndef MPIGRADE_JUDGE_TOKENS_H
#define MPIGRADE_JUDGE_TOKENS_H

#include "judge/value.h"

#include <stdbool.h>
#include <stddef.h>

/* Longer lines in unknown words are not read. */
enum { TOKEN_LINE_MAX = 8192, TOKENS_MAX = 24 };

struct token {
    struct value value;
    size_t begin, end;  /* its bytes in the line */
    const char *before; /* the folded words between the value before it and this one */
};

struct tokens {
    size_t count;
    struct token *items;
    const char *shape; /* the folded words with # for each value: alike for alike lines */
    const char *after; /* the folded words behind the last value */
};

/* What is known of a case before its lines are read. */
struct token_context {
    const char *const *hosts; /* host names, taken out first; NULL-ended */
    const char *const *texts; /* strings that the program was given; values wherever they stand */
    const char *const *keys;  /* keys of expected dictionaries: `one=1 two=2` is one value */
    const char *const *rank_cues; /* words behind which a first number is a rank, not an element */
    int rank;                     /* who printed the line */
    bool
        grouped; /* numbers in a row and a[0]=1 a[1]=2 are one list; false: each number by itself */
};

/* False when the line is too long or has too many values. */
bool tokens_of(struct arena *arena, const struct token_context *context, const char *line,
               size_t length, struct tokens *ret_tokens);

/* Lower case without accents. */
const char *text_fold(struct arena *arena, const char *text, size_t length);

/* Does one of the words (folded, blank-separated) mean one of the cues? A cue of three letters or
 * more also stands for the words that begin with it ("max" for "maximum"). */
bool cued(const char *words, const char *const *cues);

#endif
