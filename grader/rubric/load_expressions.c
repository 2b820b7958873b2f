/* SPDX-License-Identifier: MIT */
/* Expressions of checks: parsed with the names that may stand in them, and tried out in every case.
 */
#include "rubric/load.h"

#include "base/messages.h"
#include "rubric/expression.h"

#include <string.h>

enum { RESULT_MOST = 100000 };

struct scope {
    const struct rubric *rubric;
    const struct rubric_case *run;
    const struct check *check;
    bool rank;     /* may r stand here? */
    bool edge;     /* may s and d stand here? */
    int64_t at;    /* the value of r or s */
    int64_t other; /* the value of d */
};

/* P, r, the rubric's constants, and what every case of the check defines. */
static bool is_known(const void *context, const char *name) {
    const struct scope *scope = context;
    int64_t value;
    if (strcmp(name, "P") == 0)
        return true;
    if (strcmp(name, "r") == 0)
        return scope->rank;
    if (strcmp(name, "s") == 0 || strcmp(name, "d") == 0)
        return scope->edge;
    for (size_t i = 0; i < scope->check->case_count; i++)
        if (rubric_constant(scope->rubric, &scope->rubric->cases[scope->check->cases[i]], name,
                            &value) != 0)
            return false;
    return true;
}

static int value_of(const void *context, const char *name, int64_t *ret_value) {
    const struct scope *scope = context;
    if (strcmp(name, "P") == 0)
        *ret_value = scope->run->np;
    else if (strcmp(name, "r") == 0 || strcmp(name, "s") == 0)
        *ret_value = scope->at;
    else if (strcmp(name, "d") == 0)
        *ret_value = scope->other;
    else
        return rubric_constant(scope->rubric, scope->run, name, ret_value);
    return 0;
}

/* An expression must have a sensible value in a case. */
static int try_value(struct reader *reader, const struct scope *scope,
                     const struct expression *expression) {
    int64_t value = 0;
    if (expression_evaluate(expression, value_of, scope, &value) != 0)
        return reader_fail(reader,
                           _("\"%.80s\" has no value in the case \"%s\": it divides by "
                             "zero or overflows"),
                           expression_text(expression), scope->run->id);
    if (value < 0 || value > RESULT_MOST)
        return reader_fail(reader, _("\"%.80s\" is %lld in the case \"%s\": allowed are 0 to %d"),
                           expression_text(expression), (long long)value, scope->run->id,
                           RESULT_MOST);
    return 0;
}

/* In every case, for every rank and every pair of ranks that it may be about. */
static int try_out(struct reader *reader, struct scope *scope,
                   const struct expression *expression) {
    for (size_t i = 0; i < scope->check->case_count; i++) {
        scope->run = &scope->rubric->cases[scope->check->cases[i]];
        int np = scope->run->np;
        for (scope->at = 0; scope->at < (scope->rank || scope->edge ? np : 1); scope->at++)
            for (scope->other = 0; scope->other < (scope->edge ? np : 1); scope->other++)
                if (try_value(reader, scope, expression) != 0)
                    return -1;
    }
    return 0;
}

int load_expression(struct reader *reader, const json_t *json, enum expression_scope about,
                    const struct check *check, const struct expression **ret) {
    const char *text;
    if (json_is_integer(json))
        text = arena_printf(reader->arena, "%lld", (long long)json_integer_value(json));
    else if (reader_text(reader, json, &text) != 0)
        return -1;
    struct scope scope = {.rubric = reader->rubric,
                          .check = check,
                          .rank = about == SCOPE_RANK,
                          .edge = about == SCOPE_EDGE};
    struct error error = {0};
    *ret = expression_parse(reader->arena, text, is_known, &scope, &error);
    return *ret == NULL ? reader_fail_with(reader, &error) : try_out(reader, &scope, *ret);
}
