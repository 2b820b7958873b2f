/* SPDX-License-Identifier: MIT */
#ifndef MPIGRADE_BUILD_WORDS_H
#define MPIGRADE_BUILD_WORDS_H

#include "base/arena.h"

/* A command as one line that a shell reads back as the same words. */
const char *command_line(struct arena *arena, const char *const *words) MUST_USE;

/* A text without all occurrences of a prefix such as "/program/". */
const char *without(struct arena *arena, const char *text, const char *prefix) MUST_USE;

#endif
