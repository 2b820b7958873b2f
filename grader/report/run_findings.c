/* SPDX-License-Identifier: MIT */
/* All that was found amiss in a run, as one list: the deadlock, how the program ended when it did
 * not end well, and each misuse. */
#include "report/run.h"

#include "base/messages.h"
#include "capture/ending.h"
#include "report/value.h"

#include <stdlib.h>
#include <string.h>

/* One row of the list; all kinds have the same keys. */
struct row {
    const char *kind;
    int rank; /* -1: of none alone */
    const char *call;
    int peer;
    struct place where;
    int other_rank; /* -1: none */
    const char *other_call;
    struct place other_where;
    const char *text;
    json_t *ranks; /* those concerned, when they are several */
};

static void add(json_t *findings, const struct row *row) {
    json_t *value = value_object();
    value_set(value, "kind", value_text(row->kind));
    value_set(value, "rank", row->rank < 0 ? NULL : json_integer(row->rank));
    value_set(value, "call", value_text(row->call));
    value_set(value, "peer", value_peer(row->peer));
    value_set(value, "where", value_place(&row->where));
    value_set(value, "other_rank", row->other_rank < 0 ? NULL : json_integer(row->other_rank));
    value_set(value, "other_call", value_text(row->other_call));
    value_set(value, "other_where", value_place(&row->other_where));
    value_set(value, "text", value_text(row->text));
    value_set(value, "ranks", row->ranks == NULL ? value_array() : row->ranks);
    value_append(findings, value);
}

static void add_rank(json_t *ranks, int rank, const char *state, const char *call, int peer,
                     const struct place *where, const char *text) {
    json_t *value = value_object();
    value_set(value, "rank", json_integer(rank));
    value_set(value, "state", value_text(state));
    value_set(value, "call", value_text(call));
    value_set(value, "peer", value_peer(peer));
    value_set(value, "where", value_place(where));
    value_set(value, "text", value_text(text));
    value_append(ranks, value);
}

/* ---- the deadlock ---- */

static void add_deadlock(json_t *findings, const struct deadlock *deadlock) {
    json_t *ranks = value_array();
    for (size_t i = 0; i < deadlock->count; i++) {
        const struct stuck_rank *stuck = &deadlock->ranks[i];
        add_rank(ranks, stuck->rank, rank_state_key(RANK_IN_CALL), stuck->call, stuck->peer,
                 &stuck->where, stuck->text);
    }
    const struct stuck_rank *first = &deadlock->ranks[0];
    add(findings, &(struct row){.kind = "deadlock",
                                .rank = first->rank,
                                .call = first->call,
                                .peer = first->peer,
                                .where = first->where,
                                .other_rank = -1,
                                .text = deadlock->text,
                                .ranks = ranks});
}

/* ---- a hang that is no deadlock: where each rank was ---- */

/* "MPI_Recv (ring.c:12)" */
static const char *call_at(struct arena *arena, const struct rank_calls *calls) {
    if (calls->where.file == NULL)
        return calls->call;
    return arena_printf(arena, "%s (%s:%d)", calls->call, calls->where.file, calls->where.line);
}

static const char *state_text(struct arena *arena, int rank, const struct rank_calls *calls,
                              bool stopped) {
    if (stopped)
        return arena_printf(arena, _("rank %d was stopped by a signal (SIGSTOP or the like)"),
                            rank);
    switch (calls->state) {
    case RANK_UNSEEN:
        return arena_printf(arena, _("rank %d had not called MPI"), rank);
    case RANK_COMPUTING:
        if (calls->call == NULL)
            return arena_printf(arena, _("rank %d was computing"), rank);
        return arena_printf(arena, _("rank %d was computing, after %s"), rank,
                            call_at(arena, calls));
    case RANK_POLLING:
        return arena_printf(arena, _("rank %d was calling %s again and again, in vain"), rank,
                            call_at(arena, calls));
    case RANK_IN_CALL:
        return arena_printf(arena, _("rank %d was in %s"), rank, call_at(arena, calls));
    case RANK_FINALIZED:
        return arena_printf(arena, _("rank %d had called MPI_Finalize"), rank);
    case RANK_ENDED:
        return arena_printf(arena, _("rank %d had ended"), rank);
    case RANK_STATE_COUNT:
        break;
    }
    return "";
}

static void add_hang(json_t *findings, struct arena *arena, const struct capture *capture) {
    const struct call_log *log = capture->calls;
    enum { FEW = 16 }; /* ranks that the text tells of; the list tells all */
    json_t *ranks = value_array();
    const char *text = arena_printf(arena, _("It did not end within %lld s (wall_s)"),
                                    (long long)capture->allowed);
    for (int rank = 0; log != NULL && rank < log->np; rank++) {
        const struct rank_calls *calls = &log->ranks[rank];
        const char *sentence = state_text(arena, rank, calls, capture->ranks[rank].stopped);
        if (rank < FEW)
            text = arena_printf(arena, "%s%s %s", text, rank == 0 ? ":" : ";", sentence);
        else if (rank == FEW)
            text = arena_printf(arena, _("%s; and so on"), text);
        add_rank(ranks, rank, rank_state_key(calls->state), calls->call, CALLS_NONE, &calls->where,
                 sentence);
    }
    add(findings, &(struct row){.kind = case_outcome_key(CASE_TIMED_OUT),
                                .rank = -1,
                                .peer = CALLS_NONE,
                                .other_rank = -1,
                                .text = arena_printf(arena, "%s.", text),
                                .ranks = ranks});
}

/* ---- other bad ends ---- */

static void add_end(json_t *findings, struct arena *arena, const struct capture *capture) {
    int rank = capture->culprit;
    const struct rank_calls *calls =
        capture->calls == NULL || rank < 0 ? NULL : &capture->calls->ranks[rank];
    add(findings, &(struct row){.kind = case_outcome_key(capture->outcome),
                                .rank = rank,
                                .call = calls == NULL ? NULL : calls->call,
                                .peer = CALLS_NONE,
                                .where = calls == NULL ? (struct place){0} : calls->where,
                                .other_rank = -1,
                                .text = ending_text(arena, capture)});
}

static void add_outcome(json_t *findings, struct arena *arena, const struct capture *capture) {
    switch (capture->outcome) {
    case CASE_FINISHED:
        break;
    case CASE_DEADLOCKED: /* proved, and told from the log */
        break;
    case CASE_TIMED_OUT:
        add_hang(findings, arena, capture);
        break;
    case CASE_CRASHED:
    case CASE_ABORTED:
    case CASE_LIMIT_EXCEEDED:
        add_end(findings, arena, capture);
        break;
    case CASE_OUTCOME_COUNT:
        break;
    }
}

/* ---- all ---- */

static void add_misuse(json_t *findings, const struct misuse_finding *misuse) {
    add(findings, &(struct row){.kind = misuse_key(misuse->kind),
                                .rank = misuse->rank,
                                .call = misuse->call,
                                .peer = CALLS_NONE,
                                .where = misuse->where,
                                .other_rank = misuse->other_rank,
                                .other_call = misuse->other_call,
                                .other_where = misuse->other_where,
                                .text = misuse->text});
}

json_t *run_findings(const struct run_source *source) {
    ARENA_AUTO arena = arena_new();
    json_t *findings = value_array();
    const struct capture *capture = source->capture;
    const struct call_log *log = capture == NULL ? NULL : capture->calls;
    const struct report_build *build = source->common.build;
    if (build != NULL && !build->ok)
        add(findings, &(struct row){.kind = "does_not_compile",
                                    .rank = -1,
                                    .peer = CALLS_NONE,
                                    .other_rank = -1,
                                    .text = source->common.error->message});
    /* A rank that failed comes first: the others wait for it. */
    if (capture != NULL)
        add_outcome(findings, arena, capture);
    if (log != NULL && log->deadlock != NULL)
        add_deadlock(findings, log->deadlock);
    for (size_t i = 0; log != NULL && i < log->misuse_count; i++)
        add_misuse(findings, &log->misuses[i]);
    return findings;
}
