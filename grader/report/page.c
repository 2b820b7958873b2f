/* SPDX-License-Identifier: MIT */
#include "report/page.h"

#include "base/messages.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_SIZE = 16 };

/* What our own messages need where only ASCII can be shown. */
static const char *ascii_for(uint32_t character) {
    static const struct {
        uint32_t character;
        const char *ascii;
    } table[] = {{0xe1, "a"},   {0xe9, "e"},   {0xed, "i"},     {0xf3, "o"},   {0xfa, "u"},
                 {0xfc, "u"},   {0xf1, "n"},   {0xc1, "A"},     {0xc9, "E"},   {0xcd, "I"},
                 {0xd3, "O"},   {0xda, "U"},   {0xd1, "N"},     {0xbf, ""},    {0xa1, ""},
                 {0xab, "\""},  {0xbb, "\""},  {0x2026, "..."}, {0x2013, "-"}, {0x2014, "-"},
                 {0x2018, "'"}, {0x2019, "'"}, {0x201c, "\""},  {0x201d, "\""}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (table[i].character == character)
            return table[i].ascii;
    }
    return "?";
}

/* How one character is shown; returns the bytes it takes of the text. */
static size_t show(const struct page *page, const char *text, size_t length, char shown[SHOWN_SIZE],
                   int *ret_width) {
    uint32_t character;
    size_t size = utf8_decode(text, length, &character);
    if (character == '\t')
        (void)snprintf(shown, SHOWN_SIZE, "    ");
    else if (utf8_is_control(character))
        (void)snprintf(shown, SHOWN_SIZE, character < 0x100 ? "\\x%02" PRIx32 : "\\u{%" PRIx32 "}",
                       character);
    else if (character >= 0x80 && !page->style->unicode)
        (void)snprintf(shown, SHOWN_SIZE, "%s", ascii_for(character));
    else {
        shown[utf8_encode(character, shown)] = '\0';
        *ret_width = utf8_width(character);
        return size;
    }
    *ret_width = (int)strlen(shown);
    return size;
}

static const char *escape_of(enum page_style style) {
    static const char *const escapes[] = {
#define X(name, escape) [PAGE_##name] = (escape),
        PAGE_STYLES(X)
#undef X
    };
    return escapes[style];
}

int page_width(const struct page *page, const char *text, size_t length) {
    int total = 0;
    for (size_t at = 0; at < length;) {
        char shown[SHOWN_SIZE];
        int width;
        at += show(page, text + at, length - at, shown, &width);
        total += width;
    }
    return total;
}

/* CI systems obey "::error ...::" at the start of a line, and "##[error]" anywhere. */
static bool is_command(const struct page *page, const char *text, size_t length) {
    static const char *const anywhere[] = {"##[", "##vso["};
    if (!page->begun && length >= 2 && memcmp(text, "::", 2) == 0)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(anywhere); i++)
        if (length >= strlen(anywhere[i]) && memcmp(text, anywhere[i], strlen(anywhere[i])) == 0)
            return true;
    return false;
}

/* Puts one character, or its code where it would start a command; the bytes it takes. */
static size_t put_character(struct page *page, const char *text, size_t length) {
    char shown[SHOWN_SIZE];
    int width = 4;
    size_t size = 1;
    if (is_command(page, text, length))
        (void)snprintf(shown, sizeof shown, "\\x%02x", (unsigned char)*text);
    else
        size = show(page, text, length, shown, &width);
    (void)fputs(shown, page->out);
    page->column += width;
    page->begun = page->begun || strspn(shown, " ") != strlen(shown);
    return size;
}

void page_put(struct page *page, enum page_style style, const char *text, size_t length) {
    bool coloured = page->style->colour && style != PAGE_PLAIN && length > 0;
    if (coloured)
        (void)fputs(escape_of(style), page->out);
    for (size_t at = 0; at < length;)
        at += put_character(page, text + at, length - at);
    if (coloured)
        (void)fputs("\033[0m", page->out);
}

void page_say(struct page *page, enum page_style style, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = NULL;
    int length = vasprintf(&text, format, args);
    va_end(args);
    if (length < 0)
        die("out of memory");
    page_put(page, style, text, (size_t)length);
    free(text);
}

void page_tab(struct page *page, int column) {
    do {
        (void)fputc(' ', page->out);
        page->column++;
    } while (page->column < column);
}

void page_end_line(struct page *page) {
    (void)fputc('\n', page->out);
    page->column = 0;
    page->begun = false;
}

static void indent_to(struct page *page, int column) {
    if (page->column < column)
        page_tab(page, column);
}

void page_wrap(struct page *page, int indent, enum page_style style, const char *text) {
    indent_to(page, indent);
    bool first = true; /* in its line */
    for (const char *at = text; *at != '\0';) {
        size_t blanks = strspn(at, " "), length = strcspn(at + blanks, " \n");
        int width = page_width(page, at, blanks + length);
        if (!first && page->column + width > page->style->width) {
            page_end_line(page);
            indent_to(page, indent);
            at += blanks;
            blanks = 0;
        }
        page_put(page, style, at, blanks + length);
        first = false;
        at += blanks + length;
        if (*at == '\n' && *++at != '\0') {
            page_end_line(page);
            indent_to(page, indent);
            first = true;
        }
    }
    page_end_line(page);
}

static void put_tag(struct page *page, int rank) {
    if (rank != PAGE_ANY_RANK)
        page_say(page, (enum page_style)(PAGE_RANK_0 + rank % 6), "[rank %d] ", rank);
}

void page_lines(struct page *page, int indent, int rank, const char *text, size_t length,
                size_t most) {
    size_t count = 0;
    while (length > 0) {
        const char *newline = memchr(text, '\n', length);
        size_t size = newline == NULL ? length : (size_t)(newline - text);
        if (count++ < most) {
            indent_to(page, indent);
            put_tag(page, rank);
            page_put(page, PAGE_PLAIN, text, size);
            page_end_line(page);
        }
        size += newline != NULL;
        text += size;
        length -= size;
    }
    if (count > most) {
        indent_to(page, indent);
        page_say(page, PAGE_DIM, _("... lines not shown: %zu"), count - most);
        page_end_line(page);
    }
}

const char *page_choose(const struct page *page, const char *unicode, const char *ascii) {
    return page->style->unicode ? unicode : ascii;
}
