/* SPDX-License-Identifier: MIT */
/* Parts of the format for people. */
#ifndef MPIGRADE_REPORT_TEXT_H
#define MPIGRADE_REPORT_TEXT_H

#include "base/arena.h"
#include "report/page.h"

#include <jansson.h>

/* A member that is a string; NULL for anything else. */
const char *member_text(const json_t *object, const char *key);
size_t member_length(const json_t *object, const char *key);
json_int_t member_integer(const json_t *object, const char *key, json_int_t otherwise);

/* The place in a list of the object with this id; SIZE_MAX, where json_array_get() has nothing,
 * when there is none, or no id. */
size_t index_of_id(const json_t *list, const char *id);
/* The case of this id; NULL when there is none. */
const json_t *case_of_id(const json_t *report, const char *id);

/* "points / max" of a check or a score. */
void text_points(struct page *page, enum page_style style, const json_t *object);

/* " -DREPS=16 'list.txt'" of a case, and ", with delays (seed 7)" of one that is a repetition. */
const char *case_arguments(struct arena *arena, const json_t *run);
const char *case_seed(struct arena *arena, const json_t *run);

/* Whether this is a student's view that lacks checks (view.c), and how that is said. */
bool report_is_partial(const json_t *report);
#define PARTIAL_NOTE N_("Some checks are not shown here, and the points do not include them.")

/* Whether two findings say the same, perhaps of two cases; whether one before it does. */
bool finding_is_like(const json_t *finding, const json_t *other);
bool finding_has_earlier(const json_t *findings, size_t index);
bool hint_has_earlier(const json_t *findings, size_t index); /* the same of its hint */

/* Whether nothing that is shown was found amiss in a case. */
bool case_looks_right(const json_t *report, const json_t *run);
/* How it ended: "crashed (rank 2: signal SIGSEGV)". */
const char *case_ending_words(struct arena *arena, const json_t *run);
/* A list of iterations: "0 1 2 3"; from four in a row "0-3". malloc()ed. */
char *iterations_text(const json_t *list);
/* What timing says of a case; NULL when it says nothing. */
const json_t *case_times(const json_t *report, const char *id);

/* What a check found amiss. What stands in the table of its case is left out when that is shown. */
void text_findings(struct page *page, const json_t *report, const json_t *check, bool table);

/* Whether answers were graded and no program: a case is then a question. */
bool report_is_answers(const json_t *report);

/* All that the ranks of a case printed, behind `indent` blanks. run_text.c */
void text_output(struct page *page, int indent, const json_t *run);

/* The section on cases, and that on checks. */
void text_cases(struct page *page, const json_t *report);
void text_checks(struct page *page, const json_t *report);

#endif
