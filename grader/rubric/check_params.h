/* SPDX-License-Identifier: MIT */
/* Which parameters each kind of check takes. One table; README and schema say the same. */
#ifndef MPIGRADE_RUBRIC_CHECK_PARAMS_H
#define MPIGRADE_RUBRIC_CHECK_PARAMS_H

#include "rubric/rubric.h"

enum need { NEED_NO, NEED_MAY, NEED_MUST };

/* X(member, json key): the parameters that not all kinds take. */
#define CHECK_PARAMS(X)                                                                            \
    X(facts, "facts")                                                                              \
    X(field, "field")                                                                              \
    X(decomposition, "decomposition")                                                              \
    X(iterations, "iterations")                                                                    \
    X(count, "count")                                                                              \
    X(require, "require")                                                                          \
    X(forbid, "forbid")                                                                            \
    X(edges, "edges")

struct check_params {
#define X(name, key) enum need name;
    CHECK_PARAMS(X)
#undef X
    size_t least_facts, most_facts;
    struct localised title; /* when the rubric gives none */
};

extern const struct check_params check_params[CHECK_KIND_COUNT];

#endif
