/* SPDX-License-Identifier: MIT */
#include "gradebook/formats.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static bool is_formula(const char *text) {
    text += strspn(text, " \t\r\n");
    return *text != '\0' && strchr("=+-@", *text) != NULL;
}

static bool is_hidden(uint32_t character) {
    return utf8_is_control(character) && character != '\t' && character != '\n' &&
           character != '\r';
}

static void put_characters(FILE *out, const char *text) {
    for (size_t at = 0, length = strlen(text); at < length;) {
        uint32_t character;
        char encoded[4];
        at += utf8_decode(text + at, length - at, &character);
        if (character == '"')
            (void)fputc('"', out);
        size_t size = utf8_encode(is_hidden(character) ? UTF8_REPLACEMENT : character, encoded);
        (void)fwrite(encoded, 1, size, out);
    }
}

void cell_text(FILE *out, bool first, const char *text) {
    if (!first)
        (void)fputc(',', out);
    if (text == NULL || *text == '\0')
        return;
    bool formula = is_formula(text);
    size_t length = strlen(text);
    bool quoted = strpbrk(text, ",\"\r\n\t") != NULL || text[0] == ' ' || text[length - 1] == ' ';
    if (quoted)
        (void)fputc('"', out);
    if (formula)
        (void)fputc('\'', out);
    put_characters(out, text);
    if (quoted)
        (void)fputc('"', out);
}

void cell_amount(FILE *out, int64_t amount) {
    char text[AMOUNT_SIZE];
    (void)fprintf(out, ",%s", amount_text(amount, text));
}

void cell_format(FILE *out, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = NULL;
    int length = vasprintf(&text, format, args);
    va_end(args);
    if (length < 0)
        die("out of memory");
    cell_text(out, false, text);
    free(text);
}

/* Canvas takes a number in parentheses at the end for the id of an assignment. */
static bool ends_in_number(const char *title) {
    size_t length = strlen(title), digits = 0;
    if (length == 0 || title[length - 1] != ')')
        return false;
    while (digits + 1 < length && strchr("0123456789", title[length - 2 - digits]) != NULL)
        digits++;
    return digits > 0 && digits + 1 < length && title[length - 2 - digits] == '(';
}

void cell_title(FILE *out, bool first, const struct gradebook *book, size_t exercise) {
    const struct book_exercise *own = &book->exercises[exercise];
    bool enough = own->title != NULL && *own->title != '\0' && !ends_in_number(own->title);
    for (size_t i = 0; i < book->exercise_count && enough; i++) {
        const char *other = book->exercises[i].title;
        enough = i == exercise || other == NULL || strcmp(other, own->title) != 0;
    }
    char *text = NULL;
    if (asprintf(&text, enough || own->title == NULL ? "%s" : "%s [%s]",
                 own->title == NULL ? own->id : own->title, own->id) < 0)
        die("out of memory");
    cell_text(out, first, text);
    free(text);
}
