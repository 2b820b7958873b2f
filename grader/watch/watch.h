/* SPDX-License-Identifier: MIT */
/* The grader's side of the watch: reads what the ranks record while a case runs, proves deadlocks,
 * and tells afterwards what was called and what was called wrongly. Everything read is hostile
 * input. */
#ifndef MPIGRADE_WATCH_WATCH_H
#define MPIGRADE_WATCH_WATCH_H

#include "base/arena.h"
#include "base/error.h"
#include "capture/calls.h"

struct watch;
struct lines;

/* Creates the file that `np` ranks map, at `path` (best on a tmpfs; the ranks must be able to write
 * to it and find it in the environment WATCH_ENV_MAP of layout.h). NULL on failure. */
struct watch *watch_new(const char *path, int np, struct error *error) MUST_USE;
void watch_free(struct watch *watch); /* removes the file; NULL is fine */

/* Reads what is new; to be called again and again while the case runs. True once a deadlock is
 * certain: then the case can be ended. */
bool watch_tick(struct watch *watch);

/* After that: a rank has failed, and for want of it no other can ever go on. */
bool watch_stands_still(const struct watch *watch);

/* After how many milliseconds another tick is worth its cost. */
int watch_rest_ms(const struct watch *watch);

/* The rank's process ended by itself, by exit() (`crashed` false) or by a signal. Optional: what
 * the watch does not see by itself is ends without exit(). */
void watch_rank_ended(struct watch *watch, int rank, bool crashed);

/* Reads source lines of a program, a binary on this side of the sandbox. From any thread; the one
 * that opens them must live as long. NULL when they cannot be read. */
struct lines *lines_open(const char *program);
void lines_close(struct lines *lines); /* NULL is fine */

/* After the case. `lines` are the program's; NULL for none. `script_dir` is where Python scripts
 * are found here (by their last path component), to tell mpi4py's methods apart; NULL for none. */
struct call_log *watch_finish(struct watch *watch, struct arena *arena, struct lines *lines,
                              const char *script_dir) MUST_USE;

#endif
