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

#endif
