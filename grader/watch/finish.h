/* SPDX-License-Identifier: MIT */
/* After the run: from what the watch knows to the call log; private to grader/watch. */
#ifndef MPIGRADE_WATCH_FINISH_H
#define MPIGRADE_WATCH_FINISH_H

#include "watch/state.h"
#include "watch/watch.h"

/* Watches over a map that exists; the watch takes it. For watch_new() and for tests. */
struct watch *watch_over(struct map map) MUST_USE;

struct call_log *make_call_log(struct watch *watch, struct arena *arena, struct lines *lines,
                               const char *script_dir) MUST_USE;

/* lines.c: what is not known is nowhere, an empty place. */
struct place lines_find(struct lines *lines, struct arena *arena, uint64_t address);

/* What the functions that word things share. */
struct wording {
    struct watch *watch;
    struct arena *arena;
    struct lines *lines;       /* NULL: no program to look into */
    struct index *places;      /* already looked up */
    const char *script_folder; /* NULL: not known */
    struct scripts *scripts;   /* already read */
    uint64_t *bases, *ends;    /* where each rank's program is loaded */
};
struct scripts {
    size_t count, scanned; /* so many bytes were looked through */
    const char *names[MOST_FILES], *texts[MOST_FILES];
};
struct place place_of(const struct wording *wording, int rank, uint64_t where);
const char *comm_name(struct arena *arena, const struct comm *comm, int number);

/* methods.c: what a Python program calls, in its own terms. */
void methods_count(const struct wording *wording, int rank, struct rank_calls *calls);
/* What stands at a place of a Python program: "recv"; NULL when not known or not Python. */
const char *method_called(const struct wording *wording, int rank, uint64_t where);
bool method_reduces(const struct wording *wording, int rank, uint64_t where);

/* misuse.c: what is seen only when all is over, and the words for all of it. */
void misuse_at_end(struct watch *watch);
void misuses_told(const struct wording *wording, struct call_log *log);

/* words.c: the deadlock in words. */
struct deadlock *deadlock_worded(const struct wording *wording);

#endif
