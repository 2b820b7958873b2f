/* SPDX-License-Identifier: MIT */
/* Small makers of JSON values; memory running out ends the process, so the results are never NULL.
 */
#ifndef MPIGRADE_REPORT_VALUE_H
#define MPIGRADE_REPORT_VALUE_H

#include "capture/calls.h"
#include "report/report.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of any kind as a string: what is no UTF-8 becomes U+FFFD, a NUL stays. */
json_t *value_bytes(const char *bytes, size_t length);
/* The same for a NUL-terminated text; null for NULL. */
json_t *value_text(const char *text);
/* `amount` / `unit` as an integer or a real. */
json_t *value_ratio(int64_t amount, int64_t unit);
/* points of max in percent, rounded down to 1/1000: 100 means all. */
json_t *value_percent(int64_t points, int64_t max);
/* A NULL value becomes null. */
void value_set(json_t *object, const char *key, json_t *value);
void value_append(json_t *array, json_t *value);
json_t *value_object(void);
json_t *value_array(void);
/* A copy whose members are those of the other; NULL for NULL. */
json_t *value_copy(const json_t *value);
/* The value itself, with one more owner. */
json_t *value_share(const json_t *value);

json_t *value_place(const struct place *place);
/* A rank or a tag: a number, "any" or null. */
json_t *value_peer(int peer);

/* Parts of the reports. */
json_t *report_build(const struct report_build *build);              /* report.c */
json_t *report_environment(const struct report_source *source);      /* report.c */
json_t *report_timing(const struct report_source *source);           /* report.c; of all of it */
json_t *report_cases(const struct verdict *verdict);                 /* report_cases.c */
json_t *report_case_times(const struct verdict *verdict);            /* report_cases.c */
json_t *report_args(const struct rubric_case *run);                  /* report_cases.c */
json_t *report_ranks(const struct capture *capture);                 /* report_cases.c */
void report_set_times(json_t *value, const struct capture *capture); /* report_cases.c */
void report_set_events(json_t *value, const struct call_log *log);   /* report_events.c */
json_t *report_checks(const struct report_source *source);           /* report_checks.c */
json_t *report_deadlock(const struct call_log *log);                 /* report_calls.c */
json_t *report_calls(const struct call_log *log);                    /* report_calls.c */

#endif
