/* SPDX-License-Identifier: MIT */
/* Of a report, what the batch itself needs to know: a tenth of it, or less. A worker sends it
 * along, so that the batch, which has to listen to all of them, need not read whole reports. */
#ifndef MPIGRADE_BATCH_DIGEST_H
#define MPIGRADE_BATCH_DIGEST_H

#include "base/attributes.h"

#include <jansson.h>

/* The same tree with nothing but the keys that the files of this folder ask for. The caller frees
 * it (json_decref); it shares values with the report. */
json_t *digest_of(json_t *report) MUST_USE;

#endif
