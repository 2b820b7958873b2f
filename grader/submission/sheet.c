/* SPDX-License-Identifier: MIT */
#include "submission/sheet.h"

#include "base/messages.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STRANGERS_MOST = 64, NAME_MOST = 100, DIGITS_MOST = 40 };

struct sheet *sheet_new(struct arena *arena, const struct rubric *rubric, const char *file) {
    struct sheet *sheet = arena_alloc(arena, sizeof *sheet);
    *sheet = (struct sheet){.arena = arena, .rubric = rubric, .file = file};
    sheet->questions = arena_array(arena, rubric->case_count, sizeof *sheet->questions);
    for (size_t i = 0; i < rubric->case_count; i++) {
        struct question *question = &sheet->questions[i];
        size_t np = (size_t)rubric->cases[i].np;
        question->run = &rubric->cases[i];
        question->counts = arena_array(arena, np, sizeof *question->counts);
        question->capacities = arena_array(arena, np, sizeof *question->capacities);
        question->items = arena_array(arena, np, sizeof *question->items);
    }
    return sheet;
}

struct question *sheet_question(const struct sheet *sheet, const char *name) {
    for (size_t i = 0; i < sheet->rubric->case_count; i++)
        if (strcasecmp(sheet->questions[i].run->id, name) == 0)
            return &sheet->questions[i];
    return NULL;
}

void sheet_stranger(struct sheet *sheet, const char *name) {
    if (sheet->stranger_count < STRANGERS_MOST)
        *(const char **)arena_push(sheet->arena, &sheet->strangers, &sheet->stranger_count,
                                   &sheet->stranger_capacity, sizeof *sheet->strangers) =
            arena_strndup(sheet->arena, name, strnlen(name, NAME_MOST));
}

void sheet_problem(struct sheet *sheet, struct question *question, const char *place,
                   const char *format, ...) {
    va_list args;
    if (question->problem != NULL)
        return;
    va_start(args, format);
    const char *what = arena_vprintf(sheet->arena, format, args);
    va_end(args);
    question->problem = arena_printf(sheet->arena, "%s: %s: %s", sheet->file, place, what);
}

int sheet_process(struct sheet *sheet, struct question *question, const char *place,
                  const char *text) {
    int np = question->run->np;
    size_t word = strcspn(text, "+-0123456789"); /* "process ", "P" */
    size_t digits = strspn(text + word, "0123456789");
    size_t rest = word + digits + strspn(text + word + digits, " \t");
    long number =
        digits > 0 && digits < 9 && text[rest] == '\0' ? strtol(text + word, NULL, 10) : -1;
    if (number >= 0 && number < np)
        return (int)number;
    sheet_problem(sheet, question, place,
                  _("there is no process \"%.40s\": the %d processes are numbered from 0 to %d."),
                  text, np, np - 1);
    return NO_PROCESS;
}

/* ---- one answer ---- */

/* Trimmed and in one line: it becomes a line of output. */
static char *tidy(struct arena *arena, const char *text) {
    text += strspn(text, " \t\r\n");
    char *copy = arena_strdup(arena, text);
    size_t length = strlen(copy);
    for (size_t i = 0; i < length; i++)
        if (iscntrl((unsigned char)copy[i]))
            copy[i] = ' ';
    while (length > 0 && copy[length - 1] == ' ')
        copy[--length] = '\0';
    return copy;
}

/* A whole number without its plus sign; NULL when it is none. */
static const char *whole_number(const char *text) {
    text += *text == '+';
    size_t sign = *text == '-', digits = strspn(text + sign, "0123456789");
    return digits > 0 && digits <= DIGITS_MOST && text[sign + digits] == '\0' ? text : NULL;
}

/* A whole number or a decimal fraction, 3.0 being 3; NULL when it is none. */
static const char *number_of(struct arena *arena, const char *text) {
    const char *whole = whole_number(text);
    char *end;
    if (whole != NULL)
        return whole;
    if (*text == '\0' || strlen(text) > DIGITS_MOST ||
        text[strspn(text, "+-.eE0123456789")] != '\0')
        return NULL;
    double number = strtod(text, &end);
    return *end == '\0' ? arena_printf(arena, "%.15g", number) : NULL;
}

static void add_item(struct sheet *sheet, struct question *question, const char *place, int process,
                     const char *text) {
    if (question->counts[process] >= SHEET_ITEMS)
        sheet_problem(sheet, question, place, _("more than %d numbers for one process."),
                      SHEET_ITEMS);
    else
        *(const char **)arena_push(sheet->arena, &question->items[process],
                                   &question->counts[process], &question->capacities[process],
                                   sizeof(char *)) = text;
}

static void add_list(struct sheet *sheet, struct question *question, const char *place, int process,
                     const char *text) {
    char *rest = arena_strdup(sheet->arena, text), *item;
    while ((item = strsep(&rest, " ,;[](){}")) != NULL) {
        const char *number = whole_number(item);
        if (number != NULL)
            add_item(sheet, question, place, process, number);
        else if (*item != '\0')
            sheet_problem(sheet, question, place,
                          _("\"%.40s\" is no whole number; write a list of numbers, like 0 1 2."),
                          item);
    }
}

/* A single number, or the single number of a process; "worker 3" and "P3" name one, too. */
static void add_number(struct sheet *sheet, struct question *question, const char *place,
                       int process, const char *text) {
    const char *at = text;
    while (isalpha((unsigned char)*at))
        at++;
    const char *number = number_of(sheet->arena, at + strspn(at, " "));
    if (number == NULL)
        sheet_problem(sheet, question, place, _("\"%.40s\" is no number."), text);
    else if (question->counts[process] > 0)
        sheet_problem(sheet, question, place, _("a single number is asked for here."));
    else
        add_item(sheet, question, place, process, number);
}

static void add_value(struct sheet *sheet, struct question *question, const char *place,
                      const char *text) {
    if (question->counts[0] > 0)
        sheet_problem(sheet, question, place, _("the question is answered twice."));
    else
        add_item(sheet, question, place, 0, text);
}

void sheet_answer(struct sheet *sheet, struct question *question, const char *place, int process,
                  const char *text) {
    enum answer_shape asks = question->run->asks;
    text = tidy(sheet->arena, text);
    if (*text == '\0')
        return;
    if (process == NO_PROCESS && (asks == ASKS_NUMBERS || asks == ASKS_LISTS)) {
        sheet_problem(sheet, question, place,
                      _("an answer for each of the %d processes is asked for, not a single one."),
                      question->run->np);
        return;
    }
    switch (asks) {
    case ASKS_NUMBER:
        add_number(sheet, question, place, 0, text);
        break;
    case ASKS_VALUE:
        add_value(sheet, question, place, text);
        break;
    case ASKS_NUMBERS:
        add_number(sheet, question, place, process, text);
        break;
    case ASKS_LISTS:
        add_list(sheet, question, place, process, text);
        break;
    case ANSWER_SHAPE_COUNT:
        break;
    }
}
