/* SPDX-License-Identifier: MIT */
/* The parts of a rubric, a file each. All read into reader->rubric and are of type read_value
 * (reader.h); load.c says in which order. */
#ifndef MPIGRADE_RUBRIC_LOAD_H
#define MPIGRADE_RUBRIC_LOAD_H

#include "rubric/reader.h"

read_value load_facts, load_cases, load_checks, load_references;

/* {"REPS": 8, …} */
int load_constants(struct reader *reader, const json_t *json, struct constant **ret,
                   size_t *ret_count) MUST_USE;

/* What an expression is about, and so which names may stand in it beside P and the constants. */
enum expression_scope {
    SCOPE_CASE,
    SCOPE_RANK, /* r */
    SCOPE_EDGE, /* s and d, the source and the destination of messages */
};

/* A string (or an integer). It must have a value in all cases of the check. */
int load_expression(struct reader *reader, const json_t *json, enum expression_scope about,
                    const struct check *check, const struct expression **ret) MUST_USE;

#endif
