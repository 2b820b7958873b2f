/* SPDX-License-Identifier: MIT */
/* answers.json: {"question": 5, "other": {"0": [0, 1], "1": [2, 3]}}. A table is an object by
 * process, or an array that begins with process 0. */
#include "submission/sheet.h"

#include "base/messages.h"

#include <jansson.h>
#include <stdlib.h>

/* Text, numbers and null; NULL for anything else. */
static const char *scalar_text(struct arena *arena, const json_t *value) {
    switch (json_typeof(value)) {
    case JSON_NULL:
        return "";
    case JSON_STRING:
        return json_string_value(value);
    case JSON_INTEGER:
        return arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    case JSON_REAL:
        return arena_printf(arena, "%.15g", json_real_value(value));
    case JSON_OBJECT:
    case JSON_ARRAY:
    case JSON_TRUE:
    case JSON_FALSE:
        break;
    }
    return NULL;
}

static void read_scalar(struct sheet *sheet, struct question *question, const char *place,
                        int process, const json_t *value) {
    const char *text = scalar_text(sheet->arena, value);
    if (text == NULL)
        sheet_problem(sheet, question, place,
                      question->run->asks == ASKS_LISTS
                          ? _("a number or a list of numbers is asked for here.")
                          : _("a single number is asked for here."));
    else
        sheet_answer(sheet, question, place, process, text);
}

static void read_process(struct sheet *sheet, struct question *question, const char *place,
                         int process, const json_t *value) {
    size_t i;
    json_t *item;
    if (process == NO_PROCESS)
        return;
    if (question->counts[process] > 0) /* as "2" and as "P2" */
        sheet_problem(sheet, question, place, _("process %d stands here twice."), process);
    if (json_is_array(value))
        json_array_foreach(value, i, item) read_scalar(sheet, question, place, process, item);
    else
        read_scalar(sheet, question, place, process, value);
}

static void read_table(struct sheet *sheet, struct question *question, const char *place,
                       json_t *table) {
    size_t i, np = (size_t)question->run->np;
    const char *key;
    json_t *value;
    json_object_foreach(table, key, value) {
        const char *at = arena_printf(sheet->arena, "%s/%.40s", place, key);
        read_process(sheet, question, at, sheet_process(sheet, question, at, key), value);
    }
    if (json_array_size(table) > np)
        sheet_problem(sheet, question, place,
                      _("the table has %zu entries, but there are %zu processes: write one entry "
                        "for each process, first that of process 0."),
                      json_array_size(table), np);
    json_array_foreach(table, i, value) if (i < np) read_process(
        sheet, question, arena_printf(sheet->arena, "%s/%zu", place, i), (int)i, value);
}

/* A list that is a single answer: its text is its JSON. */
static void read_list_value(struct sheet *sheet, struct question *question, const char *place,
                            const json_t *list) {
    char *text = json_dumps(list, JSON_ENCODE_ANY);
    if (text == NULL)
        die("out of memory");
    sheet_answer(sheet, question, place, NO_PROCESS, text);
    free(text);
}

static void read_question(struct sheet *sheet, struct question *question, const char *place,
                          json_t *value) {
    bool is_table = json_is_object(value) || json_is_array(value);
    bool wants_table = question->run->asks == ASKS_NUMBERS || question->run->asks == ASKS_LISTS;
    if (is_table && wants_table)
        read_table(sheet, question, place, value);
    else if (json_is_array(value) && question->run->asks == ASKS_VALUE)
        read_list_value(sheet, question, place, value);
    else
        read_scalar(sheet, question, place, NO_PROCESS, value);
}

int sheet_read_json(struct sheet *sheet, const char *bytes, size_t length, struct error *error) {
    json_error_t where;
    json_auto_t *json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &where);
    if (json == NULL) {
        error_set(error, ERROR_NOT_GRADABLE, _("%s is no JSON: line %d, column %d: %s"),
                  sheet->file, where.line, where.column, where.text);
        error_advise(error, _("Compare it with the starter file: each quote, bracket and comma "
                              "counts."));
        return -1;
    }
    if (!json_is_object(json))
        return error_set(error, ERROR_NOT_GRADABLE,
                         _("%s must be an object with the questions: {\"%s\": ...}"), sheet->file,
                         sheet->rubric->cases[0].id);
    const char *name;
    json_t *value;
    json_object_foreach(json, name, value) {
        struct question *question = sheet_question(sheet, name);
        if (question == NULL) {
            sheet_stranger(sheet, name);
            continue;
        }
        question->named = true;
        read_question(sheet, question, arena_printf(sheet->arena, "/%s", question->run->id), value);
    }
    return 0;
}
