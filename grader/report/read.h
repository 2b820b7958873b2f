/* SPDX-License-Identifier: MIT */
/* A finished report, read again from its file. */
#ifndef MPIGRADE_REPORT_READ_H
#define MPIGRADE_REPORT_READ_H

#include "base/arena.h"
#include "base/error.h"

#include <jansson.h>

/* Formats trust what a report holds; a file may hold anything. So every key that they use is of the
 * type and in the range that docs/report.schema.json gives it. The caller frees it. NULL and an
 * ERROR_USAGE that names the file and the place in it. */
json_t *report_read(const char *path, struct error *error) MUST_USE;

#endif
