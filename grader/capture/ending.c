/* SPDX-License-Identifier: MIT */
#include "capture/ending.h"

#include "base/messages.h"
#include "capture/calls.h"

#include <string.h>

/* ---- the exception ---- */

/* The last place of `word` in a text that may hold NULs; NULL when it does not occur. */
static const char *last_of(const char *text, size_t length, const char *word) {
    const char *found = NULL, *end = text + length;
    for (const char *at = text; (at = memmem(at, (size_t)(end - at), word, strlen(word))) != NULL;)
        found = at++;
    return found;
}

const char *ending_exception(struct arena *arena, const struct rank_capture *rank) {
    static const char headline[] = "Traceback (most recent call last):\n";
    enum { MOST = 300 };
    const bool cut = rank->err.dropped > 0;
    const char *text = cut ? rank->err.tail : rank->err.head;
    size_t length = cut ? rank->err.tail_length : rank->err.head_length;
    const char *end = text + length;
    const char *line = last_of(text, length, headline);
    if (line == NULL)
        return NULL;
    do { /* the calls are indented; what follows them is the exception */
        line = memchr(line, '\n', (size_t)(end - line));
        line = line == NULL ? end : line + 1;
    } while (line < end && (*line == ' ' || *line == '\n'));
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    size_t size = (size_t)((newline == NULL ? end : newline) - line);
    return size == 0 ? NULL : arena_strndup(arena, line, size < MOST ? size : MOST);
}

/* ---- limits ---- */

/* X(limit, sentence of the rank, sentence of the whole program); each is given the limit's value */
#define LIMIT_WORDS(X)                                                                             \
    X("cpu_s", N_("Rank %d used more than %lld s of CPU time (cpu_s)"),                            \
      N_("The program used more than %lld s of CPU time (cpu_s)"))                                 \
    X("memory_mb", N_("Rank %d used more than %lld MiB of memory (memory_mb)"),                    \
      N_("The program used more than %lld MiB of memory a rank (memory_mb)"))                      \
    X("processes",                                                                                 \
      N_("Rank %d started process after process or thread after thread: more than %lld "           \
         "(processes)"),                                                                           \
      N_("The program started process after process or thread after thread: more than %lld "       \
         "(processes)"))                                                                           \
    X("file_mb", N_("Rank %d wrote a file of more than %lld MiB (file_mb)"),                       \
      N_("The program wrote a file of more than %lld MiB (file_mb)"))                              \
    X("tmp_mb", N_("Rank %d found /tmp full: its files hold %lld MiB (tmp_mb)"),                   \
      N_("/tmp was full: its files hold %lld MiB (tmp_mb)"))

static const char *limit_text(struct arena *arena, const struct capture *capture) {
    const char *limit = capture->limit == NULL ? "?" : capture->limit;
    const long long allowed = (long long)capture->allowed;
    if (strcmp(limit, "output_kb") == 0) /* of one stream, so of a rank */
        return arena_printf(arena, _("Rank %d printed without end: more than %lld MiB (output_kb)"),
                            capture->culprit, allowed * OUTPUT_ABSURD / 1024);
#define X(name, of_rank, of_all)                                                                   \
    if (strcmp(limit, name) == 0)                                                                  \
        return capture->culprit < 0 ? arena_printf(arena, _(of_all), allowed)                      \
                                    : arena_printf(arena, _(of_rank), capture->culprit, allowed);
    LIMIT_WORDS(X)
#undef X
    return arena_printf(arena, _("The program went over the limit %s (%lld)"), limit, allowed);
}

/* ---- a rank's end ---- */

static bool is_abort(const struct rank_calls *calls) {
    return calls != NULL && calls->call != NULL &&
           (strcmp(calls->call, "MPI_Abort") == 0 || strcmp(calls->call, "Abort") == 0);
}

static const char *signal_text(struct arena *arena, int rank, int number) {
    const char *name = sigabbrev_np(number); /* SEGV; NULL for what has no name */
    if (name == NULL)
        return arena_printf(arena, _("Rank %d was ended by signal %d"), rank, number);
    return arena_printf(arena, _("Rank %d was ended by signal %d (SIG%s: %s)"), rank, number, name,
                        sigdescr_np(number));
}

static const char *rank_text(struct arena *arena, const struct capture *capture,
                             const struct rank_calls *calls) {
    const int rank = capture->culprit;
    const struct rank_capture *of_rank = &capture->ranks[rank];
    const char *exception = ending_exception(arena, of_rank);
    if (of_rank->signal != 0)
        return signal_text(arena, rank, of_rank->signal);
    if (is_abort(calls))
        return arena_printf(arena, _("Rank %d gave up by MPI_Abort with status %d"), rank,
                            of_rank->exit_code < 0 ? 0 : of_rank->exit_code);
    if (exception != NULL)
        return arena_printf(arena, _("Rank %d ended with an exception: %s"), rank, exception);
    if (of_rank->ended)
        return arena_printf(arena, _("Rank %d ended with status %d"), rank, of_rank->exit_code);
    return arena_printf(arena, _("Rank %d was cut off: the process that had started it was killed"),
                        rank);
}

/* Of no rank alone. */
static const char *all_text(const struct capture *capture) {
    if (strstr(capture->launcher_text, "MPI_ABORT") != NULL)
        return _("The program called MPI_Abort");
    return capture->outcome == CASE_CRASHED
               ? _("A rank crashed")
               : _("mpirun, or processes that it had started, were killed while the program ran");
}

/* "MPI_Recv (ring.c:12)" */
static const char *call_at(struct arena *arena, const struct rank_calls *calls) {
    if (calls->where.file == NULL)
        return calls->call;
    return arena_printf(arena, "%s (%s:%d)", calls->call, calls->where.file, calls->where.line);
}

static const char *text_of(struct arena *arena, const struct capture *capture) {
    const int rank = capture->culprit;
    const struct rank_calls *calls =
        capture->calls == NULL || rank < 0 ? NULL : &capture->calls->ranks[rank];
    const char *text = capture->outcome == CASE_LIMIT_EXCEEDED ? limit_text(arena, capture)
                       : rank < 0                              ? all_text(capture)
                                                               : rank_text(arena, capture, calls);
    const bool raised = rank >= 0 && capture->ranks[rank].signal == 0 &&
                        ending_exception(arena, &capture->ranks[rank]) != NULL;
    if (calls == NULL || calls->call == NULL || calls->finalized || raised)
        return arena_printf(arena, "%s.", text);
    if (is_abort(calls) && calls->where.file != NULL)
        return arena_printf(arena, "%s (%s:%d).", text, calls->where.file, calls->where.line);
    return arena_printf(arena, calls->state == RANK_IN_CALL ? _("%s, in %s.") : _("%s, after %s."),
                        text, call_at(arena, calls));
}

const char *ending_text(struct arena *arena, const struct capture *capture) {
    switch (capture->outcome) {
    case CASE_FINISHED:
        return NULL;
    case CASE_DEADLOCKED:
        return capture->calls != NULL && capture->calls->deadlock != NULL
                   ? capture->calls->deadlock->text
                   : _("The processes wait for each other for ever (deadlock).");
    case CASE_TIMED_OUT:
        return arena_printf(arena, _("The program did not end within %lld s (wall_s)."),
                            (long long)capture->allowed);
    case CASE_CRASHED:
    case CASE_ABORTED:
    case CASE_LIMIT_EXCEEDED:
        return text_of(arena, capture);
    case CASE_OUTCOME_COUNT:
        break;
    }
    return NULL;
}
