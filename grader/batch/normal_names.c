/* SPDX-License-Identifier: MIT */
/* Which names a program gives itself. There is no parser here: a name is the program's own when it
 * is defined in the file (function, macro, parameter, "as"), or occurs where it is not called and
 * is not one of those that languages, MPI and libraries have. */
#include "batch/normal_tokens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct name {
    bool defined; /* whatever else holds */
    bool used;    /* other than called */
    bool kept;    /* imported under this name */
};

static const char *const c_words[] = {
    "alignas",   "alignof",  "asm",      "auto",    "bool",      "break",    "case",
    "catch",     "char",     "class",    "const",   "constexpr", "continue", "decltype",
    "default",   "define",   "defined",  "delete",  "do",        "double",   "elif",
    "else",      "endif",    "enum",     "error",   "explicit",  "extern",   "false",
    "float",     "for",      "friend",   "goto",    "if",        "ifdef",    "ifndef",
    "inline",    "int",      "long",     "mutable", "namespace", "new",      "noexcept",
    "nullptr",   "operator", "pragma",   "private", "protected", "public",   "register",
    "restrict",  "return",   "short",    "signed",  "sizeof",    "static",   "static_cast",
    "struct",    "switch",   "template", "this",    "throw",     "true",     "try",
    "typedef",   "typename", "undef",    "union",   "unsigned",  "using",    "virtual",
    "void",      "volatile", "warning",  "while",   "omp",       "main",     "stdin",
    "stdout",    "stderr",   "errno",    "std",     "string",    "vector",   "array",
    "map",       "set",      "cin",      "cout",    "cerr",      "endl",     "unique_ptr",
    "shared_ptr"};

static const char *const python_words[] = {
    "and",      "as",    "assert", "async",  "await",  "bool",   "break",    "class", "complex",
    "continue", "def",   "del",    "dict",   "elif",   "else",   "except",   "False", "finally",
    "float",    "for",   "from",   "global", "if",     "import", "in",       "int",   "is",
    "lambda",   "len",   "list",   "max",    "min",    "None",   "nonlocal", "not",   "or",
    "pass",     "print", "raise",  "range",  "return", "set",    "str",      "sum",   "True",
    "try",      "tuple", "while",  "with",   "yield"};

static bool is_word_of(const struct token *token, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (token_is(token, words[i]))
            return true;
    }
    return false;
}

static bool begins(const struct token *token, const char *prefix) {
    return token->length >= strlen(prefix) && memcmp(token->text, prefix, strlen(prefix)) == 0;
}

/* INT_MAX and the like; a single letter is a variable. */
static bool is_capitals(const struct token *token) {
    for (uint32_t i = 0; i < token->length; i++) {
        if (islower((unsigned char)token->text[i]))
            return false;
    }
    return token->length > 1;
}

/* ---- numbers of names ---- */

static int by_text(const void *a, const void *b) {
    const struct token *x = *(struct token *const *)a, *y = *(struct token *const *)b;
    size_t length = x->length < y->length ? x->length : y->length;
    int order = memcmp(x->text, y->text, length);
    return order != 0 ? order : (x->length > y->length) - (x->length < y->length);
}

/* Sorting takes no longer for names that were chosen to make it take long. */
static size_t number_names(struct tokens *tokens) {
    struct token **words = arena_array(tokens->arena, tokens->count + 1, sizeof *words);
    size_t count = 0, names = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->list[i].kind == TOKEN_WORD)
            words[count++] = &tokens->list[i];
    }
    qsort(words, count, sizeof *words, by_text);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || by_text(&words[i - 1], &words[i]) != 0)
            names++;
        words[i]->name = (uint32_t)names;
    }
    return names;
}

/* ---- C and C++ ---- */

/* Whether the parenthesis that opens at `index` closes before a body. */
static bool opens_body(const struct tokens *tokens, size_t index) {
    enum { MOST = 100 };
    size_t depth = 0;
    for (size_t i = index; i < index + MOST && i < tokens->count; i++) {
        const struct token *token = &tokens->list[i];
        depth += token_is(token, "(");
        depth -= token_is(token, ")");
        if (depth == 0)
            return token_is(token_at(tokens, i + 1), "{") ||
                   (token_is(token_at(tokens, i + 1), "const") &&
                    token_is(token_at(tokens, i + 2), "{"));
    }
    return false;
}

/* "int N", "struct node *next": two words, or a word and stars, in a row. */
static bool follows_type(const struct tokens *tokens, size_t index) {
    static const char *const others[] = {"return", "case",  "else", "goto",
                                         "sizeof", "throw", "new",  "do"};
    size_t i = index - 1;
    while (token_is(token_at(tokens, i), "*"))
        i--;
    const struct token *before = token_at(tokens, i);
    return before->kind == TOKEN_WORD && !is_word_of(before, others, ARRAY_LEN(others));
}

static bool is_of_library(const struct token *token) {
    return begins(token, "MPI_") || begins(token, "MPIX_") || begins(token, "PMPI_") ||
           begins(token, "__") || begins(token, "_");
}

static void look_at_c(const struct tokens *tokens, size_t i, bool in_enum, struct name *name) {
    const struct token *token = &tokens->list[i], *next = token_at(tokens, i + 1);
    const struct token *before = token_at(tokens, i - 1);
    bool call = token_is(next, "(");
    bool after_scope = token_is(before, ":") && token_is(token_at(tokens, i - 2), ":");
    bool type = token->length > 2 && memcmp(token->text + token->length - 2, "_t", 2) == 0;
    bool declared = !token_is(before, "*") && follows_type(tokens, i);
    if (token_is(before, "define") || (call && (declared || opens_body(tokens, i + 1))))
        name->defined = true;
    else if (!call && !after_scope && (is_capitals(token) || type))
        name->defined |= in_enum || (follows_type(tokens, i) && !token_is(next, "*"));
    else if (!call && !after_scope)
        name->used = true;
}

/* ---- Python ---- */

struct python_line {
    bool import, definition;
    size_t brackets;
};

static void follow_line(const struct tokens *tokens, size_t i, struct python_line *line) {
    const struct token *token = &tokens->list[i];
    if (token->kind >= TOKEN_LINE)
        *line = (struct python_line){0};
    else if (token_at(tokens, i - 1)->kind >= TOKEN_LINE)
        line->import = token_is(token, "import") || token_is(token, "from");
    line->definition |= token_is(token, "def") || token_is(token, "lambda");
    line->brackets += token_is(token, "(");
    line->brackets -= token_is(token, ")") && line->brackets > 0;
}

static void look_at_python(const struct tokens *tokens, size_t i, const struct python_line *line,
                           struct name *name) {
    const struct token *next = token_at(tokens, i + 1), *before = token_at(tokens, i - 1);
    bool assigned = token_is(next, "=") && !token_is(token_at(tokens, i + 2), "=");
    bool attribute = token_is(before, ".");
    bool keyword = assigned && line->brackets > 0;
    if (line->import && !token_is(before, "as"))
        name->kept = true;
    else if (token_is(before, "def") || token_is(before, "class") || token_is(before, "as") ||
             (line->definition && line->brackets > 0))
        name->defined = true;
    else if (attribute ? assigned && !keyword : !keyword && (assigned || !token_is(next, "(")))
        name->used = true;
}

/* ---- */

static void look_at_all(struct tokens *tokens, bool python, struct name *names) {
    struct python_line line = {0};
    bool in_enum = false;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->list[i];
        if (python)
            follow_line(tokens, i, &line);
        else if (token_is(token, "enum") || token_is(token, "}") || token_is(token, ";"))
            in_enum = token_is(token, "enum");
        if (token->kind == TOKEN_WORD && python)
            look_at_python(tokens, i, &line, &names[token->name]);
        else if (token->kind == TOKEN_WORD)
            look_at_c(tokens, i, in_enum, &names[token->name]);
    }
}

static bool is_own(const struct token *token, bool python, const struct name *name) {
    if (python)
        return (name->defined || (name->used && !name->kept)) && !begins(token, "__") &&
               !is_word_of(token, python_words, ARRAY_LEN(python_words));
    return (name->defined || (name->used && !is_of_library(token))) &&
           !is_word_of(token, c_words, ARRAY_LEN(c_words));
}

size_t tokens_find_names(struct tokens *tokens, bool python) {
    size_t count = number_names(tokens);
    struct name *names = arena_array(tokens->arena, count + 1, sizeof *names);
    look_at_all(tokens, python, names);
    for (size_t i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->list[i];
        token->own = token->kind == TOKEN_WORD && is_own(token, python, &names[token->name]);
    }
    return count;
}
