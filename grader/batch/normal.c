/* SPDX-License-Identifier: MIT */
#include "batch/normal.h"

#include "base/bytes.h"
#include "base/files.h"
#include "batch/normal_tokens.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20, MOST_FILE_BYTES = 64 << 20 };

/* ---- tokens ---- */

void tokens_add(struct tokens *tokens, enum token_kind kind, const char *text, size_t length,
                uint32_t scope) {
    struct token *last = tokens->count == 0 ? NULL : &tokens->list[tokens->count - 1];
    if (kind == TOKEN_TEXT && last != NULL && last->kind == TOKEN_TEXT)
        return;
    struct token *token = arena_push(tokens->arena, &tokens->list, &tokens->count,
                                     &tokens->capacity, sizeof *tokens->list);
    *token = (struct token){
        .text = text, .length = (uint32_t)length, .scope = scope, .kind = (uint8_t)kind};
}

bool token_is(const struct token *token, const char *text) {
    return (token->kind == TOKEN_WORD || token->kind == TOKEN_SIGN) &&
           token->length == strlen(text) && memcmp(token->text, text, token->length) == 0;
}

const struct token *token_at(const struct tokens *tokens, size_t index) {
    static const struct token none = {.text = "", .kind = TOKEN_LINE};
    return index < tokens->count ? &tokens->list[index] : &none;
}

/* ---- one file ---- */

/* X(suffix, whether it is Python) */
#define SUFFIXES(X)                                                                                \
    X(".c", false)                                                                                 \
    X(".h", false)                                                                                 \
    X(".cc", false)                                                                                \
    X(".cpp", false)                                                                               \
    X(".cxx", false)                                                                               \
    X(".c++", false)                                                                               \
    X(".hh", false)                                                                                \
    X(".hpp", false)                                                                               \
    X(".hxx", false)                                                                               \
    X(".py", true)

static bool language_by_suffix(const char *path, bool *ret_python) {
    static const struct {
        const char *suffix;
        bool python;
    } table[] = {
#define X(suffix, python) {suffix, python},
        SUFFIXES(X)
#undef X
    };
    const char *dot = strrchr(path_base(path), '.');
    for (size_t i = 0; dot != NULL && i < ARRAY_LEN(table); i++) {
        if (strcasecmp(dot, table[i].suffix) == 0) {
            *ret_python = table[i].python;
            return true;
        }
    }
    return false;
}

/* What numbers have been given to the program's own names. */
struct numbering {
    uint32_t *global;        /* by name; 0: none yet */
    uint32_t *local, *scope; /* by name: its number, and the function that it holds in */
    bool *is_global;         /* by name: it occurs at the top level */
    uint32_t globals, locals, current;
};

static void write_own(FILE *out, struct numbering *numbering, const struct token *token) {
    uint32_t name = token->name;
    if (numbering->is_global[name]) {
        if (numbering->global[name] == 0)
            numbering->global[name] = ++numbering->globals;
        (void)fprintf(out, "G%" PRIu32 "\n", numbering->global[name]);
        return;
    }
    if (numbering->current != token->scope) {
        numbering->current = token->scope;
        numbering->locals = 0;
    }
    if (numbering->scope[name] != token->scope) {
        numbering->scope[name] = token->scope;
        numbering->local[name] = ++numbering->locals;
    }
    (void)fprintf(out, "L%" PRIu32 "\n", numbering->local[name]);
}

/* A doc string, or another string that is a statement. */
static bool is_remark(const struct tokens *tokens, size_t index) {
    const struct token *before = token_at(tokens, index - 1);
    return before->kind >= TOKEN_LINE && token_at(tokens, index + 1)->kind == TOKEN_LINE;
}

static void write_token(FILE *out, struct numbering *numbering, const struct token *token) {
    if (token->own)
        write_own(out, numbering, token);
    else if (token->kind == TOKEN_TEXT || token->kind >= TOKEN_LINE)
        (void)fprintf(out, "%d\n", token->kind);
    else
        (void)fprintf(out, "%d%.*s\n", token->kind, (int)token->length, token->text);
}

static void write_tokens(FILE *out, struct tokens *tokens, bool python) {
    size_t names = tokens_find_names(tokens, python) + 1;
    struct numbering numbering = {.global = arena_array(tokens->arena, names, sizeof(uint32_t)),
                                  .local = arena_array(tokens->arena, names, sizeof(uint32_t)),
                                  .scope = arena_array(tokens->arena, names, sizeof(uint32_t)),
                                  .is_global = arena_array(tokens->arena, names, sizeof(bool))};
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->list[i].own && tokens->list[i].scope == 0)
            numbering.is_global[tokens->list[i].name] = true;
    }
    for (size_t i = 0; i < tokens->count; i++) {
        if (python && tokens->list[i].kind == TOKEN_TEXT && is_remark(tokens, i))
            i++; /* and the end of its line */
        else
            write_token(out, &numbering, &tokens->list[i]);
    }
}

/* false when nothing but blanks and comments is in it. */
static bool hash_file(const struct normal_file *file, bool python, char ret_hex[SHA256_HEX_SIZE]) {
    if (file->length > MOST_BYTES) {
        sha256_hex(file->bytes, file->length, ret_hex);
        return true;
    }
    ARENA_AUTO arena = arena_new();
    struct tokens tokens = {.arena = arena};
    (python ? tokens_read_python : tokens_read_c)(&tokens, file->bytes, file->length);
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (out == NULL)
        die("out of memory");
    write_tokens(out, &tokens, python);
    if (fclose(out) != 0)
        die("out of memory");
    bool some = length > 0;
    sha256_hex(text, length, ret_hex);
    free(text);
    return some;
}

/* ---- a submission ---- */

static int by_text(const void *a, const void *b) {
    return strcmp(a, b);
}

bool normal_hash(const struct normal_file *files, size_t count, char ret_hex[SHA256_HEX_SIZE]) {
    ARENA_AUTO arena = arena_new();
    char(*hashes)[SHA256_HEX_SIZE] = arena_array(arena, count + 1, SHA256_HEX_SIZE);
    size_t found = 0;
    ret_hex[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        bool python;
        if (language_by_suffix(files[i].path, &python))
            found += hash_file(&files[i], python, hashes[found]);
    }
    if (found == 0)
        return false;
    qsort(hashes, found, SHA256_HEX_SIZE, by_text); /* files may be renamed */
    sha256_hex(hashes, found * SHA256_HEX_SIZE, ret_hex);
    return true;
}

int normal_hash_submission(const struct submission *submission, char ret_hex[SHA256_HEX_SIZE],
                           struct error *error) {
    ret_hex[0] = '\0';
    if (submission->answers != NULL)
        return 0;
    ARENA_AUTO arena = arena_new();
    struct normal_file *files = arena_array(arena, submission->file_count + 1, sizeof *files);
    size_t count = 0;
    for (size_t i = 0; i < submission->file_count; i++) {
        bool python;
        char *bytes;
        if (!language_by_suffix(submission->files[i].path, &python))
            continue;
        if (file_read(arena, path_join(arena, submission->folder, submission->files[i].path),
                      MOST_FILE_BYTES, ERROR_FAULT, &bytes, &files[count].length, error) != 0)
            return -1;
        files[count].path = submission->files[i].path;
        files[count++].bytes = bytes;
    }
    (void)!normal_hash(files, count, ret_hex);
    return 0;
}
