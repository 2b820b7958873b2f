/* SPDX-License-Identifier: MIT */
#include "submission/collect.h"

#include "base/messages.h"

#include <ctype.h>
#include <string.h>

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_';
}

/* Where a string or character literal that begins at `at` ends; it ends at the line's end at last.
 */
static const char *skip_literal(const char *at, const char *end) {
    char quote = *at++;
    while (at < end && *at != quote && *at != '\n')
        at += *at == '\\' && at + 1 < end ? 2 : 1;
    return at < end ? at + 1 : end;
}

/* Where the comment that begins at `at` ends; `at` when none begins there. */
static const char *skip_comment(const char *at, const char *end) {
    if (end - at < 2 || at[0] != '/' || (at[1] != '/' && at[1] != '*'))
        return at;
    bool line = at[1] == '/';
    for (at += 2; at < end; at++) {
        if (line && *at == '\n')
            return at;
        if (!line && at + 1 < end && at[0] == '*' && at[1] == '/')
            return at + 2;
    }
    return end;
}

static const char *skip_blanks(const char *at, const char *end) {
    for (;;) {
        const char *next = skip_comment(at, end);
        while (next < end && isspace((unsigned char)*next))
            next++;
        if (next == at)
            return at;
        at = next;
    }
}

bool has_main(const char *text, size_t length) {
    const char *at = text, *end = text + length;
    while (at < end) {
        const char *next = skip_comment(at, end);
        if (next != at) {
            at = next;
        } else if (*at == '"' || *at == '\'') {
            at = skip_literal(at, end);
        } else if (is_word(*at)) {
            const char *word = at;
            while (at < end && is_word(*at))
                at++;
            const char *after = skip_blanks(at, end);
            if (at - word == 4 && memcmp(word, "main", 4) == 0 && after < end && *after == '(')
                return true;
        } else {
            at++;
        }
    }
    return false;
}

bool is_python_program(const char *text, size_t length) {
    return memmem(text, length, "mpi4py", 6) != NULL || memmem(text, length, "__main__", 8) != NULL;
}

const char *what_instead_of_text(const char *bytes, size_t length) {
    static const struct {
        const char *start, *what;
    } table[] = {
        {"PK\3\4", N_("a zip archive")},
        {"\x1f\x8b", N_("a compressed archive")},
        {"BZh", N_("a compressed archive")},
        {"\xfd"
         "7zXZ",
         N_("a compressed archive")},
        {"\x28\xb5\x2f\xfd", N_("a compressed archive")},
        {"7z\xbc\xaf", N_("a 7z archive")},
        {"Rar!", N_("a rar archive")},
        {"\x7f"
         "ELF",
         N_("a compiled program")},
        {"MZ\x90", N_("a compiled program")},
        {"%PDF-", N_("a PDF document")},
        {"\x89PNG", N_("a picture")},
        {"\xff\xfe", N_("text in UTF-16")},
        {"\xfe\xff", N_("text in UTF-16")},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        size_t size = strlen(table[i].start);
        if (length >= size && memcmp(bytes, table[i].start, size) == 0)
            return _(table[i].what);
    }
    return NULL;
}
