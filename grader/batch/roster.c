/* SPDX-License-Identifier: MIT */
/* Who takes part, from a CSV file: what learning platforms export, or a list of one's own. */
#include "batch/course.h"

#include "base/csv.h"
#include "base/files.h"
#include "base/messages.h"
#include "base/utf8.h"
#include "batch/people.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { ROSTER_BYTES = 32 << 20 };

/* ---- encodings ---- */

/* Windows' characters between Latin-1's; 0: not used. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0,      0x17d,  0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0,      0x17e,  0x178};

/* Whether all of it is UTF-8, and whether there is any character of more than a byte. */
static bool is_utf8(const char *bytes, size_t length, bool *ret_wide) {
    bool valid = true;
    *ret_wide = false;
    for (size_t i = 0, size; i < length; i += size) {
        uint32_t c;
        size = utf8_decode(bytes + i, length - i, &c);
        valid = valid && !(size == 1 && c == UTF8_REPLACEMENT);
        *ret_wide = *ret_wide || size > 1;
    }
    return valid;
}

/* Latin-1 and what Windows makes of it, as Excel saves CSV in the West, becomes UTF-8. */
static char *from_latin(struct arena *arena, const char *bytes, size_t *length) {
    char *text = arena_alloc(arena, *length * 3 + 1), *out = text;
    for (size_t i = 0; i < *length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        uint32_t c = byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
        if (c == 0 && byte != 0)
            return NULL;
        out += utf8_encode(c, out);
    }
    *length = (size_t)(out - text);
    return text;
}

static int to_utf8(struct arena *arena, const char *path, char **bytes, size_t *length,
                   struct error *error) {
    bool wide;
    if (*length >= 3 && memcmp(*bytes, "\xef\xbb\xbf", 3) == 0) {
        *bytes += 3;
        *length -= 3;
    }
    bool is_utf16 =
        *length >= 2 && (memcmp(*bytes, "\xff\xfe", 2) == 0 || memcmp(*bytes, "\xfe\xff", 2) == 0);
    if (!is_utf16 && is_utf8(*bytes, *length, &wide))
        return 0;
    char *text = is_utf16 || wide ? NULL : from_latin(arena, *bytes, length);
    if (text == NULL) {
        error_set(error, ERROR_USAGE, _("%s: its characters are neither UTF-8 nor Latin-1"), path);
        error_advise(error, _("Save it as \"CSV UTF-8\" in the spreadsheet."));
        return -1;
    }
    *bytes = text;
    return 0;
}

/* ---- columns ---- */

/* X(ENUM, headers, folded: letters and digits only) */
#define COLUMNS(X)                                                                                 \
    X(NAME, "name student fullname studentname nombrecompleto nombreyapellidos nombreyapellido "   \
            "apellidosynombre apellidosynombres estudiante alumno alumna")                         \
    X(FIRST, "firstname givenname nombre nombres")                                                 \
    X(LAST, "lastname surname familyname apellido apellidos")                                      \
    X(EMAIL, "email emailaddress mail direcciondecorreo direcciondecorreoelectronico correo "      \
             "correoelectronico")                                                                  \
    X(NUMBER, "id idnumber numerodeid sid studentid number numero matricula codigo dni nia "       \
              "legajo identifier identificador")                                                   \
    X(OTHER_NUMBER, "sisuserid")                                                                   \
    X(LOGIN, "sisloginid loginid login username nombredeusuario usuario githubusername github")    \
    X(SECTION, "section sections seccion secciones group groups grupo grupos")

enum column {
#define X(name, headers) COLUMN_##name,
    COLUMNS(X)
#undef X
        COLUMN_COUNT
};

static bool in_words(const char *words, const char *word) {
    size_t length = strlen(word);
    for (const char *at = words; length > 0 && (at = strstr(at, word)) != NULL; at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

struct roster {
    struct arena *arena;
    const char *path;
    size_t columns[COLUMN_COUNT]; /* where each is; SIZE_MAX: nowhere */
    size_t count, capacity, line_capacity;
    struct student *students;
    size_t *lines; /* of each student */
    struct error *error;
};

static int read_header(struct roster *roster, const struct csv_row *row) {
    static const char *const headers[COLUMN_COUNT] = {
#define X(name, words) [COLUMN_##name] = (words),
        COLUMNS(X)
#undef X
    };
    for (size_t column = 0; column < COLUMN_COUNT; column++) {
        roster->columns[column] = SIZE_MAX;
        for (size_t i = row->count; i-- > 0;)
            if (in_words(headers[column],
                         fold_name(roster->arena, row->cells[i], strlen(row->cells[i]))))
                roster->columns[column] = i;
    }
    static const enum column who[] = {COLUMN_NAME, COLUMN_FIRST, COLUMN_LAST, COLUMN_EMAIL,
                                      COLUMN_LOGIN};
    for (size_t i = 0; i < ARRAY_LEN(who); i++)
        if (roster->columns[who[i]] != SIZE_MAX)
            return 0;
    error_set(roster->error, ERROR_USAGE,
              _("%s: line %zu: no column is known as one with names, e-mails or logins"),
              roster->path, row->line);
    error_advise(roster->error, _("The first line names the columns, e.g. \"name,email\"; exports "
                                  "of Moodle, Canvas and Gradescope can be used as they are."));
    return -1;
}

/* Without blanks around it; NULL when nothing is left. */
static const char *cell(const struct roster *roster, const struct csv_row *row,
                        enum column column) {
    size_t at = roster->columns[column];
    if (at == SIZE_MAX || at >= row->count)
        return NULL;
    char *text = row->cells[at];
    text += strspn(text, " \t");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t", text[length - 1]) != NULL)
        length--;
    return length == 0 ? NULL : arena_strndup(roster->arena, text, length);
}

/* ---- students ---- */

/* "Pérez, Ana" as Canvas writes it is Ana Pérez. */
static const char *name_of(const struct roster *roster, const struct csv_row *row) {
    const char *first = cell(roster, row, COLUMN_FIRST), *last = cell(roster, row, COLUMN_LAST);
    const char *name = cell(roster, row, COLUMN_NAME);
    if (name == NULL && first != NULL && last != NULL)
        return arena_printf(roster->arena, "%s %s", first, last);
    if (name == NULL)
        return first != NULL ? first : last;
    const char *comma = strchr(name, ',');
    if (comma == NULL || strchr(comma + 1, ',') != NULL ||
        comma[1 + strspn(comma + 1, " ")] == '\0')
        return name;
    return arena_printf(roster->arena, "%s %.*s", comma + 1 + strspn(comma + 1, " "),
                        (int)(comma - name), name);
}

/* Moodle's grading sheet calls the number "Participant 123". */
static const char *number_of(const struct roster *roster, const struct csv_row *row) {
    const char *number = cell(roster, row, COLUMN_NUMBER);
    if (number == NULL)
        return cell(roster, row, COLUMN_OTHER_NUMBER);
    const char *blank = strrchr(number, ' ');
    return blank != NULL && isdigit((unsigned char)blank[1]) ? blank + 1 : number;
}

static bool is_blank(const struct csv_row *row) {
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i][strspn(row->cells[i], " \t")] != '\0')
            return false;
    return true;
}

/* Canvas puts the points of each assignment and a test student among the people. */
static bool is_nobody(const struct roster *roster, const struct csv_row *row) {
    const char *name = cell(roster, row, COLUMN_NAME);
    return is_blank(row) || (name != NULL && (strncasecmp(name, "Points Possible", 15) == 0 ||
                                              strcasecmp(name, "Student, Test") == 0));
}

static int read_student(struct roster *roster, const struct csv_row *row) {
    struct student student = {
        .name = name_of(roster, row),
        .email = cell(roster, row, COLUMN_EMAIL),
        .number = number_of(roster, row),
        .login = cell(roster, row, COLUMN_LOGIN),
        .section = cell(roster, row, COLUMN_SECTION),
    };
    const char *key = student.login != NULL   ? student.login
                      : student.email != NULL ? student.email
                                              : student.name;
    if (key == NULL)
        return error_set(roster->error, ERROR_USAGE,
                         _("%s: line %zu: neither a name nor an e-mail nor a login"), roster->path,
                         row->line);
    student.key = person_key(roster->arena, key);
    size_t lines = roster->count;
    *(size_t *)arena_push(roster->arena, &roster->lines, &lines, &roster->line_capacity,
                          sizeof *roster->lines) = row->line;
    *(struct student *)arena_push(roster->arena, &roster->students, &roster->count,
                                  &roster->capacity, sizeof *roster->students) = student;
    return 0;
}

/* ---- duplicates ---- */

struct mark {
    const char *text;
    size_t line;
};

static int by_text(const void *a, const void *b) {
    const struct mark *x = a, *y = b;
    int order = strcasecmp(x->text, y->text);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

/* Two people must not share what tells them apart; `get` gives it, or NULL. */
static int refuse_twice(const struct roster *roster, const char *(*get)(const struct student *)) {
    struct mark *marks = arena_array(roster->arena, roster->count, sizeof *marks);
    size_t count = 0;
    for (size_t i = 0; i < roster->count; i++) {
        const char *text = get(&roster->students[i]);
        if (text != NULL)
            marks[count++] = (struct mark){.text = text, .line = roster->lines[i]};
    }
    qsort(marks, count, sizeof *marks, by_text);
    for (size_t i = 1; i < count; i++) {
        if (strcasecmp(marks[i - 1].text, marks[i].text) != 0)
            continue;
        error_set(roster->error, ERROR_USAGE, _("%s: lines %zu and %zu: both are \"%.200s\""),
                  roster->path, marks[i - 1].line, marks[i].line, marks[i].text);
        error_advise(roster->error, _("Each student needs a login, an e-mail or a name of their "
                                      "own; remove one of the lines, or tell them apart."));
        return -1;
    }
    return 0;
}

static const char *key_of(const struct student *student) {
    return student->key;
}

static const char *email_of(const struct student *student) {
    return student->email;
}

static const char *number_of_student(const struct student *student) {
    return student->number;
}

int roster_load(struct arena *arena, const char *path, size_t *ret_count,
                struct student **ret_students, struct error *error) {
    struct roster roster = {.arena = arena, .path = path, .error = error};
    char *bytes;
    size_t length;
    if (file_read(arena, path, ROSTER_BYTES, ERROR_USAGE, &bytes, &length, error) != 0 ||
        to_utf8(arena, path, &bytes, &length, error) != 0)
        return -1;
    struct csv csv = csv_open(arena, bytes, length);
    struct csv_row row = {0};
    bool has_header = false;
    int got;
    while ((got = csv_next(&csv, &row)) > 0) {
        int failed = 0;
        if (!has_header && !is_blank(&row)) {
            failed = read_header(&roster, &row);
            has_header = true;
        } else if (has_header && !is_nobody(&roster, &row)) {
            failed = read_student(&roster, &row);
        }
        if (failed != 0)
            return -1;
    }
    if (got < 0)
        return error_set(error, ERROR_USAGE, _("%s: line %zu: a quote is opened and never closed"),
                         path, row.line);
    if (roster.count == 0)
        return error_set(error, ERROR_USAGE, _("%s: there are no students in it"), path);
    if (refuse_twice(&roster, key_of) != 0 || refuse_twice(&roster, email_of) != 0 ||
        refuse_twice(&roster, number_of_student) != 0)
        return -1;
    *ret_count = roster.count;
    *ret_students = roster.students;
    return 0;
}
