/* SPDX-License-Identifier: MIT */
/* One attempt at a case: from the first process to the last. */
#ifndef MPIGRADE_LAUNCH_RUN_H
#define MPIGRADE_LAUNCH_RUN_H

#include "launch/internal.h"

/* 0 and a capture; -1 and an ERROR_FAULT when the program was not started on every rank. */
int run_once(const struct launcher *launcher, const struct launch_request *request,
             struct arena *arena, struct capture **ret_capture, struct error *error) MUST_USE;

#endif
