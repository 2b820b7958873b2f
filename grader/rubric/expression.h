/* SPDX-License-Identifier: MIT */
/* Small integer expressions of rubrics: + - * / % ( ) == != < <= > >= && || ?: over decimal numbers
 * and names (P, r, and the constants of a rubric or case). Division truncates as in C. */
#ifndef MPIGRADE_RUBRIC_EXPRESSION_H
#define MPIGRADE_RUBRIC_EXPRESSION_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct expression;

/* NULL and ERROR_RUBRIC with the column when the text is no expression. `known` says whether a name
 * may stand in it. */
struct expression *expression_parse(struct arena *arena, const char *text,
                                    bool (*known)(const void *context, const char *name),
                                    const void *context, struct error *error) MUST_USE;

/* 0, or -1 on division by zero, overflow, or a name that `lookup` does not know. */
int expression_evaluate(const struct expression *expression,
                        int (*lookup)(const void *context, const char *name, int64_t *ret_value),
                        const void *context, int64_t *ret_value) MUST_USE;

const char *expression_text(const struct expression *expression);

#endif
