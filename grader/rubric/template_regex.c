/* SPDX-License-Identifier: MIT */
/* From a template to a regular expression over bytes.
 *
 * Literal text: a run of blanks becomes a run of blanks, punctuation may have blanks around it, a
 * letter that Spanish accents is read with and without its accent, in UTF-8 (composed or not), in
 * Latin-1, and as the character that replaces what could not be read. A field becomes a capture
 * group; what a value is stands once, as the named groups behind the end of the pattern, since
 * values nest. Blanks and numbers are possessive (they never give back what they took): with that
 * and the limits on matching, no line makes matching slow. */
#include "rubric/template_regex.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Runs are bounded: where a string may end, the blanks behind it are tried at each of its bytes. */
#define BLANK "[ \\t\\r\\f\\v]"
#define BLANKS BLANK "{1,64}+"
#define MAYBE_BLANKS BLANK "{0,64}+"
#define QUOTE "(?:[\"'`]|\\xe2\\x80[\\x98-\\x9f]|\\xc2[\\xab\\xbb])"

#define BETWEEN "(?:" MAYBE_BLANKS "[,;]" MAYBE_BLANKS "|" BLANKS ")"

/* A list one level deeper than `inner`. Nesting is written out, not recursive: a line of nothing
 * but opening brackets would make a recursive pattern take quadratic time. */
#define LIST(name, inner)                                                                          \
    "(?<" name "> [[({] (?: [^][(){}\"']++ | (?&quoted) | " inner " | [\"'] )*+ [])}] )"

/* What a value may be, in PCRE2's extended syntax: blanks do not count. */
/* clang-format off */
static const char value_grammar[] =
    "(?isx) (?(DEFINE)"
    "(?<number> [+-]?+ (?: (?: \\d++ (?: \\.\\d++ | \\.(?=[\\s,;\\])}]) )?+ | \\.\\d++ )"
    "    (?:e[+-]?\\d++)?+ | inf(?:inity)?+ | nan ) (?! \\w | \\.\\d ) )"
    "(?<quoted> [bu]?\" (?: [^\"\\\\]++ | \\\\. )*+ \" | [bu]?' (?: [^'\\\\]++ | \\\\. )*+ '"
    "    | \\xe2\\x80\\x9c (?: (?!\\xe2\\x80\\x9d). )*+ \\xe2\\x80\\x9d"
    "    | \\xc2\\xab (?: (?!\\xc2\\xbb). )*+ \\xc2\\xbb )"
    LIST("list1", "(?!)")
    LIST("list2", "(?&list1)")
    LIST("list3", "(?&list2)")
    LIST("list4", "(?&list3)")
    LIST("list5", "(?&list4)")
    /* array([1, 2]) */
    "(?<list> (?: [a-z_][\\w.:]*+ (?:<\\w*+>)?+ )?+ (?&list5) )"
    "(?<nothing> (?: none | null | nullptr | nil | nothing | empty | nada | ningun[oa] | nulo"
    "    | vac(?:i|\\xc3\\xad|\\xed|\\xef\\xbf\\xbd)[oa] | \\((?:null|nil)\\) ) (?!\\w) )"
    "(?<plain> (?&number) | (?&quoted) | (?&nothing) | (?&list) )"
    /* one: 1, a[0] = 1, 'x' -> 1 */
    "(?<pair> (?: [a-z_]\\w*+ (?:\\[\\d*+\\])*+ | (?&quoted) )"
    "    " MAYBE_BLANKS " (?: [:=] | [-=]> ) " MAYBE_BLANKS " (?&plain) )"
    "(?<item> (?> (?&pair) | (?&plain) ) )"
    "(?<run> (?> (?&number) (?: " BETWEEN "(?&number) )*+ | (?&item) ) )"
    ")";
/* clang-format on */

/* The blanks at the place that is written. */
enum gap {
    GAP_NONE,
    GAP_BLANK, /* the template has some here; not written yet */
    GAP_TAKEN, /* the pattern has taken what there is: at its start and behind punctuation */
};

struct writer {
    FILE *out;
    bool exact;
    enum regex_use use;
    enum gap gap;
};

/* Letters that Spanish writes with a mark, and the second bytes of the marked ones in UTF-8 (behind
 * 0xc3); Latin-1 has the same plus 0x40. */
static const struct marked {
    char letter;
    unsigned char lower[2], upper[2];
} marked[] = {
    {'a', {0xa1, 0xa1}, {0x81, 0x81}}, {'e', {0xa9, 0xa9}, {0x89, 0x89}},
    {'i', {0xad, 0xad}, {0x8d, 0x8d}}, {'o', {0xb3, 0xb3}, {0x93, 0x93}},
    {'u', {0xba, 0xbc}, {0x9a, 0x9c}}, {'n', {0xb1, 0xb1}, {0x91, 0x91}},
};

static void put_marked(FILE *out, const struct marked *row) {
    (void)fprintf(out, "(?:%c(?:\\xcc[\\x80-\\x8f])?+|\\xc3[\\x%02x\\x%02x\\x%02x\\x%02x]",
                  row->letter, row->lower[0], row->lower[1], row->upper[0], row->upper[1]);
    (void)fprintf(out, "|[\\x%02x\\x%02x\\x%02x\\x%02x]|\\xef\\xbf\\xbd)", row->lower[0] + 0x40,
                  row->lower[1] + 0x40, row->upper[0] + 0x40, row->upper[1] + 0x40);
}

static const struct marked *find_marked(const unsigned char *bytes, size_t *ret_length) {
    for (size_t i = 0; i < ARRAY_LEN(marked); i++) {
        const struct marked *row = &marked[i];
        *ret_length = 1;
        if (tolower(bytes[0]) == row->letter)
            return row;
        *ret_length = 2;
        if (bytes[0] == 0xc3 && (bytes[1] == row->lower[0] || bytes[1] == row->lower[1] ||
                                 bytes[1] == row->upper[0] || bytes[1] == row->upper[1]))
            return row;
    }
    *ret_length = 1;
    return NULL;
}

static void put_gap(struct writer *writer) {
    if (writer->gap == GAP_BLANK)
        (void)fputs(BLANKS, writer->out);
    writer->gap = GAP_NONE;
}

static void put_byte(FILE *out, unsigned char byte) {
    if (isalnum(byte) || byte == '_')
        (void)fputc(byte, out);
    else
        (void)fprintf(out, "\\x%02x", byte);
}

static void put_punctuation(struct writer *writer, unsigned char byte) {
    if (writer->gap != GAP_TAKEN)
        (void)fputs(MAYBE_BLANKS, writer->out);
    if (strchr("\"'`", byte) != NULL)
        (void)fputs(QUOTE "?+", writer->out);
    else
        put_byte(writer->out, byte);
    (void)fputs(MAYBE_BLANKS, writer->out);
    writer->gap = GAP_TAKEN;
}

static void put_literal(struct writer *writer, const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    while (*at != '\0') {
        size_t length;
        const struct marked *row = find_marked(at, &length);
        if (writer->exact) {
            put_byte(writer->out, *at++);
            continue;
        }
        if (isspace(*at)) {
            writer->gap = writer->gap == GAP_NONE ? GAP_BLANK : writer->gap;
        } else if (ispunct(*at) && *at != '_') {
            put_punctuation(writer, *at);
        } else {
            put_gap(writer);
            if (row != NULL)
                put_marked(writer->out, row);
            else
                put_byte(writer->out, *at);
        }
        at += length;
    }
}

/* A value: items with blanks or commas between them. `next` is the text behind the field, "" at the
 * end: a comma there is the template's, not the list's, so that the list must be able to give it
 * back. */
static void put_value(struct writer *writer, const char *next) {
    const char *text = next + strspn(next, " \t");
    bool comma_next = *text == ',' || *text == ';';
    const char *item = writer->use == REGEX_SEARCH ? "(?>(?&plain))"
                       : comma_next                ? "(?&item)"
                                                   : "(?&run)";
    (void)fprintf(writer->out, "(%s(?:" BETWEEN "%s)*)", item, item);
    if (*next == '\0' && !writer->exact)
        (void)fputs("(?:" MAYBE_BLANKS "[,;](?=" BLANK "|\\z))?+", writer->out); /* "1, 2, 3, " */
}

/* A field's group. `next` is the text behind it, "" at the end. */
static void put_field(struct writer *writer, enum field_type type, const char *next) {
    const char *quote = writer->exact ? "" : QUOTE "?+";
    bool to_the_end = *next == '\0' && writer->use == REGEX_SEARCH;
    switch (type) {
    case FIELD_INT:
        (void)fprintf(writer->out, "%s([+-]?+\\d++)(?!\\.\\d)%s", quote, quote);
        break;
    case FIELD_REAL:
        (void)fprintf(writer->out, "%s((?&number))%s", quote, quote);
        break;
    case FIELD_HOST:
        (void)fputs("(\\S+?)", writer->out);
        break;
    case FIELD_STRING:
        if (writer->exact)
            (void)fputs("(.*?)", writer->out);
        else
            (void)fprintf(writer->out,
                          "(?|\"(.*?)\"|'(.*?)'|\\xe2\\x80\\x9c(.*?)\\xe2\\x80\\x9d"
                          "|\\xc2\\xab(.*?)\\xc2\\xbb|(%s))",
                          to_the_end ? ".*" : ".*?");
        break;
    case FIELD_VALUE:
        put_value(writer, next);
        break;
    case FIELD_TYPE_COUNT:
        break;
    }
}

static enum field_type type_of(const struct fact_kind *kind, const char *name) {
    for (size_t i = 0; i < kind->field_count; i++)
        if (strcmp(kind->fields[i].name, name) == 0)
            return kind->fields[i].type;
    return FIELD_STRING;
}

static void put_piece(struct writer *writer, const struct fact_kind *kind,
                      const struct template_piece *piece, const char *next, bool alone) {
    if (!piece->is_field) {
        put_literal(writer, piece->text);
        return;
    }
    enum field_type type = type_of(kind, piece->text);
    /* Many print an empty list as nothing, so at the end of a line a value may be missing. */
    bool may_miss = type == FIELD_VALUE && *next == '\0' && !alone && !writer->exact &&
                    writer->use == REGEX_WHOLE;
    (void)fputs(may_miss ? "(?|" : "", writer->out);
    put_gap(writer);
    put_field(writer, type, next);
    (void)fputs(may_miss ? "|())" : "", writer->out);
}

/* The length of a text without its final period, which does not matter, and blanks. */
static size_t length_that_matters(const char *text) {
    size_t length = strlen(text);
    bool period = false;
    while (length > 0 &&
           (isspace((unsigned char)text[length - 1]) || (!period && text[length - 1] == '.')))
        period = text[--length] == '.' || period;
    return length;
}

static void put_pieces(struct writer *writer, struct arena *arena, const struct fact_kind *kind,
                       const struct template_pieces *pieces) {
    size_t count = pieces->count;
    struct template_piece last = pieces->pieces[count - 1];
    if (!last.is_field && !writer->exact)
        last.text = arena_strndup(arena, last.text, length_that_matters(last.text));
    if (*last.text == '\0')
        last = pieces->pieces[--count - 1];
    for (size_t i = 0; i < count; i++) {
        const char *next = i + 2 < count    ? pieces->pieces[i + 1].text
                           : i + 2 == count ? last.text
                                            : "";
        put_piece(writer, kind, i + 1 == count ? &last : &pieces->pieces[i], next, count == 1);
    }
}

char *template_regex(struct arena *arena, const struct fact_kind *kind,
                     const struct template_pieces *pieces, bool exact, enum regex_use use) {
    char *text = NULL;
    size_t size = 0;
    struct writer writer = {
        .out = open_memstream(&text, &size), .exact = exact, .use = use, .gap = GAP_TAKEN};
    if (writer.out == NULL)
        die("out of memory");
    (void)fputs(exact ? "(?s)" : "(?is)", writer.out);
    const char *end = use == REGEX_SEARCH ? "(?![\\w\\x80-\\xff])"
                      : exact             ? "\\r?\\z"
                                          : MAYBE_BLANKS "[.!]?+\\z";
    put_pieces(&writer, arena, kind, pieces);
    (void)fputs(end, writer.out);
    (void)fputs(value_grammar, writer.out);
    if (fclose(writer.out) != 0)
        die("out of memory");
    char *kept = arena_strndup(arena, text, size);
    free(text);
    return kept;
}
