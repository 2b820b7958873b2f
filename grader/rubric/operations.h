/* SPDX-License-Identifier: MIT */
/* The operations that a rubric can ask for or forbid (operations.def). */
#ifndef MPIGRADE_RUBRIC_OPERATIONS_H
#define MPIGRADE_RUBRIC_OPERATIONS_H

#include <stdbool.h>

enum operation {
#define OPERATION(name, key, functions, methods) OPERATION_##name,
#include "rubric/operations.def"
#undef OPERATION
    OPERATION_COUNT
};

const char *operation_key(enum operation operation);

/* Does this MPI function (method: mpi4py method) do the operation? */
bool operation_by(enum operation operation, const char *name, bool method);

#endif
