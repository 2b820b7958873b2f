/* SPDX-License-Identifier: MIT */
/* What was called wrongly: what shows only when all is over, and the words for all of it. */
#include "watch/finish.h"

#include "base/messages.h"

#include <stdlib.h>
#include <string.h>

/* ---- what shows at the end ---- */

static void unreceived(struct watch *watch, const struct comm *comm) {
    for (int m = 0; m < comm->size; m++) {
        const struct inbox *inbox = &comm->inboxes[m];
        bool open = inbox->uncertain || !watch->ranks[comm->members[m]].finalized;
        for (const struct message *r = inbox->receives.first; r; r = r->next)
            open = open || r->source == WATCH_ANY;
        for (const struct message *s = inbox->sends.first; s && !open; s = s->next)
            note_misuse(watch, (struct misuse_seen){.kind = MISUSE_NOT_RECEIVED,
                                                    .rank = s->owner,
                                                    .call = s->call,
                                                    .where = s->where,
                                                    .other_rank = s->dest,
                                                    .mine = s->tag});
    }
}

static void not_freed(struct watch *watch, int rank, enum watch_call call, uint64_t where,
                      const char *what) {
    if (where & WHERE_PYTHON)
        return; /* mpi4py keeps some for itself, and Python's programs need not free */
    note_misuse(watch, (struct misuse_seen){.kind = MISUSE_NOT_FREED,
                                            .rank = rank,
                                            .call = call,
                                            .where = where,
                                            .other_rank = -1,
                                            .note = what});
}

static void left_over(struct watch *watch, int r) {
    static const char *const what[HANDLE_KIND_COUNT] = {
        [HANDLE_GROUP] = N_("group"), [HANDLE_TYPE] = N_("datatype"), [HANDLE_OP] = N_("operator")};
    const struct rank *rank = &watch->ranks[r];
    const struct request *request;
    const struct comm_handle *handle;
    const struct made *made;
    const struct watch_record *named;
    for (size_t i = 0; (request = index_next(&rank->requests, &i));)
        note_misuse(watch, (struct misuse_seen){.kind = MISUSE_NOT_COMPLETED,
                                                .rank = r,
                                                .call = request->begun.call,
                                                .where = request->begun.call_.where,
                                                .other_rank = -1});
    for (size_t i = 0; (named = index_next(&rank->persistent, &i));)
        not_freed(watch, r, named->call, named->call_.where, N_("request"));
    for (size_t i = 0; (handle = index_next(&rank->comms, &i));)
        if (!handle->freed && handle->call != CALL_Init && handle->call != CALL_Init_thread)
            not_freed(watch, r, handle->call, handle->where, N_("communicator"));
    for (size_t i = 0; (made = index_next(&rank->made, &i));)
        if (what[made->kind])
            not_freed(watch, r, made->call, made->where, what[made->kind]);
}

bool watch_aborted(const struct watch *watch) {
    for (int r = 0; r < watch->np; r++)
        if (watch->ranks[r].failed || watch->ranks[r].crashed ||
            (watch->ranks[r].in_call && class_of(watch->ranks[r].now.call) == CLASS_ABORT))
            return true;
    return false;
}

void misuse_at_end(struct watch *watch) {
    struct comm *open;
    for (size_t i = 0; !watch->lost && (open = index_next(&watch->comms, &i));)
        collectives_report(watch, open);
    if (watch->lost || watch->proof.found || watch_aborted(watch))
        return;
    races_find(watch);
    const struct comm *comm;
    for (size_t i = 0; (comm = index_next(&watch->comms, &i));) {
        unreceived(watch, comm);
        collectives_missed(watch, comm);
    }
    for (int r = 0; r < watch->np; r++) {
        const struct rank *rank = &watch->ranks[r];
        if (rank->finalized)
            left_over(watch, r);
        else if (rank->initialized && (rank->exited || rank->ended))
            note_misuse(watch, (struct misuse_seen){.kind = MISUSE_FINALIZE_MISSING,
                                                    .rank = r,
                                                    .call = rank->last.call,
                                                    .where = rank->last.call_.where,
                                                    .other_rank = -1});
    }
}

/* ---- words ---- */

static const char *at(struct arena *arena, struct place place) {
    return place.file ? arena_printf(arena, " (%s:%d)", place.file, place.line) : "";
}

static const char *error_words(int64_t row) {
    static const char *const words[] = {
#define ERROR(name, words) #name ": " words,
#include "watch/mpi_errors.def"
    };
    return row >= 1 && row <= (int64_t)ARRAY_LEN(words) ? words[row - 1] : "?";
}

static const char *named(const char *name) {
    return name ? name : _("none");
}

/* Two ranks disagree. */
static const char *mismatch_words(struct arena *arena, const struct misuse_finding *finding,
                                  const struct misuse_seen *seen) {
    const char *here = at(arena, finding->where), *there = at(arena, finding->other_where);
    if (seen->kind == MISUSE_COLLECTIVE_MISMATCH)
        return arena_printf(arena,
                            _("Rank %d calls %s%s where rank %d calls %s%s. All ranks of a "
                              "communicator must call the same collectives in the same order."),
                            seen->rank, finding->call, here, seen->other_rank, finding->other_call,
                            there);
    if (seen->kind == MISUSE_ROOT_MISMATCH)
        return arena_printf(arena,
                            _("Rank %d calls %s with root %lld%s, rank %d with root %lld%s. All "
                              "ranks must name the same root."),
                            seen->rank, finding->call, (long long)seen->mine, here,
                            seen->other_rank, (long long)seen->others, there);
    if (seen->kind == MISUSE_OPERATOR_MISMATCH)
        return arena_printf(arena,
                            _("Rank %d calls %s with %s%s, rank %d with %s%s. All ranks must name "
                              "the same operator."),
                            seen->rank, finding->call, named(op_name((uint32_t)seen->mine)), here,
                            seen->other_rank, named(op_name((uint32_t)seen->others)), there);
    if (seen->kind == MISUSE_COUNT_MISMATCH && seen->rank == seen->other_rank)
        return arena_printf(arena,
                            _("Rank %d calls %s%s and gives %lld elements to each rank, but takes "
                              "%lld from each. The amounts of data must agree."),
                            seen->rank, finding->call, here, (long long)seen->mine,
                            (long long)seen->others);
    if (seen->kind == MISUSE_TYPE_MISMATCH && seen->rank == seen->other_rank)
        return arena_printf(arena,
                            _("Rank %d calls %s%s and gives %s, but takes %s. The datatypes must "
                              "agree."),
                            seen->rank, finding->call, here, named(type_name((uint32_t)seen->mine)),
                            named(type_name((uint32_t)seen->others)));
    if (seen->kind == MISUSE_COUNT_MISMATCH)
        return arena_printf(arena,
                            _("Rank %d calls %s with %lld elements%s, rank %d with %lld%s. The "
                              "amounts of data must agree."),
                            seen->rank, finding->call, (long long)seen->mine, here,
                            seen->other_rank, (long long)seen->others, there);
    return arena_printf(arena,
                        _("Rank %d calls %s with %s%s, but rank %d calls %s with %s%s. The "
                          "datatypes must agree."),
                        seen->rank, finding->call, named(type_name((uint32_t)seen->mine)), here,
                        seen->other_rank, finding->other_call,
                        named(type_name((uint32_t)seen->others)), there);
}

/* NOLINTNEXTLINE(readability-function-size): a table, one row a kind of misuse */
static const char *words(struct arena *arena, const struct misuse_finding *finding,
                         const struct misuse_seen *seen) {
    const char *call = finding->call, *here = at(arena, finding->where);
    int rank = seen->rank;
    switch (seen->kind) {
    case MISUSE_COLLECTIVE_MISMATCH:
    case MISUSE_ROOT_MISMATCH:
    case MISUSE_OPERATOR_MISMATCH:
    case MISUSE_COUNT_MISMATCH:
    case MISUSE_TYPE_MISMATCH:
        return mismatch_words(arena, finding, seen);
    case MISUSE_TRUNCATED:
        return arena_printf(arena,
                            _("Rank %d has room for %lld bytes in %s%s, but rank %d sends it %lld "
                              "bytes with %s%s."),
                            rank, (long long)seen->mine, call, here, seen->other_rank,
                            (long long)seen->others, finding->other_call,
                            at(arena, finding->other_where));
    case MISUSE_NOT_RECEIVED:
        return arena_printf(
            arena, _("The message that rank %d sends to rank %d with %s%s is never received."),
            rank, seen->other_rank, call, here);
    case MISUSE_NOT_COMPLETED:
        return arena_printf(arena,
                            _("Rank %d starts %s%s and never completes it: wait for the request "
                              "before MPI_Finalize."),
                            rank, call, here);
    case MISUSE_NOT_FREED:
        return arena_printf(arena, _("Rank %d never frees the %s that it made with %s%s."), rank,
                            _(seen->note), call, here);
    case MISUSE_FINALIZE_MISSING:
        return arena_printf(arena,
                            _("Rank %d ends without MPI_Finalize. The last MPI call that it made "
                              "was %s%s."),
                            rank, call, here);
    case MISUSE_BEFORE_INIT:
        return arena_printf(arena, _("Rank %d calls %s%s before MPI_Init."), rank, call, here);
    case MISUSE_AFTER_FINALIZE:
        return arena_printf(arena, _("Rank %d calls %s%s after MPI_Finalize."), rank, call, here);
    case MISUSE_MPI_ERROR:
        return arena_printf(arena, _("%s on rank %d failed%s. %s."), call, rank, here,
                            error_words(seen->mine));
    case MISUSE_START_ACTIVE:
        return arena_printf(arena,
                            _("Rank %d starts a request with %s%s that is still active: wait for "
                              "it first."),
                            rank, call, here);
    case MISUSE_BUFFER_CHANGED:
        return arena_printf(
            arena,
            _("Rank %d writes to the buffer that it gave to %s%s before the call is "
              "complete: wait for the request first."),
            rank, call, here);
    case MISUSE_SAME_BUFFER:
        return arena_printf(arena,
                            _("Rank %d calls %s%s with one buffer for what it gives and for the "
                              "result: they must be apart (or use %s)."),
                            rank, call, here,
                            seen->call == CALL_Sendrecv ? "MPI_Sendrecv_replace" : "MPI_IN_PLACE");
    case MISUSE_MESSAGE_RACE:
        return arena_printf(arena,
                            _("Rank %d receives from any rank in %s%s. It heard rank %d by luck: "
                              "had another message come first, its %s%s would wait for ever."),
                            rank, call, here, (int)seen->mine, finding->other_call,
                            at(arena, finding->other_where));
    case MISUSE_COLLECTIVE_MISSED:
        return arena_printf(arena,
                            _("Rank %d calls %s%s, but rank %d never does. All ranks of a "
                              "communicator must call the same collectives in the same order."),
                            seen->other_rank, call, at(arena, finding->other_where), rank);
    case MISUSE_SHARED_BUFFER:
        return arena_printf(arena,
                            _("Rank %d calls %s%s with a buffer into which an earlier receive is "
                              "still to come: each needs a place of its own, until it is waited "
                              "for."),
                            rank, call, here);
    case MISUSE_COUNT:
        break;
    }
    return "";
}

static struct misuse_finding worded(const struct wording *wording, const struct misuse_seen *seen) {
    struct misuse_finding finding = {
        .kind = seen->kind,
        .rank = seen->rank,
        .call = name_of(seen->call),
        .where = place_of(wording, seen->rank, seen->where),
        .other_rank = seen->other_rank,
    };
    if (seen->kind <= MISUSE_TRUNCATED || seen->kind == MISUSE_MESSAGE_RACE ||
        seen->kind == MISUSE_COLLECTIVE_MISSED) { /* mismatches: what the other side calls */
        finding.other_call = name_of(seen->other_call);
        finding.other_where = place_of(wording, seen->other_rank, seen->other_where);
    }
    finding.text = words(wording->arena, &finding, seen);
    return finding;
}

/* ---- the list ---- */

/* Ranks are read in an order that depends on the moment; reports are to be the same every time. */
static int in_order(const void *a, const void *b) {
    const struct misuse_finding *one = a, *other = b;
    if (one->kind != other->kind)
        return one->kind < other->kind ? -1 : 1;
    if (one->rank != other->rank)
        return one->rank < other->rank ? -1 : 1;
    if (one->where.line != other->where.line)
        return one->where.line < other->where.line ? -1 : 1;
    return strcmp(one->text, other->text);
}

static bool same_place(const struct misuse_finding *one, const struct misuse_finding *other) {
    return one->rank == other->rank && one->call == other->call &&
           one->where.line == other->where.line;
}

/* MPI's complaint about what is told better already. */
static bool told_before(const struct call_log *log, const struct misuse_finding *finding) {
    for (size_t i = 0; i < log->misuse_count; i++)
        if (strcmp(log->misuses[i].text, finding->text) == 0 ||
            (finding->kind == MISUSE_MPI_ERROR && log->misuses[i].kind != MISUSE_MPI_ERROR &&
             same_place(&log->misuses[i], finding)))
            return true;
    return false;
}

void misuses_told(const struct wording *wording, struct call_log *log) {
    const struct watch *watch = wording->watch;
    size_t count = watch->misuse_count;
    struct misuse_finding *all = arena_array(wording->arena, count, sizeof *all);
    for (size_t i = 0; i < count; i++)
        all[i] = worded(wording, &watch->misuses[i]);
    if (count > 1)
        qsort(all, count, sizeof *all, in_order);
    log->misuses = arena_array(wording->arena, count, sizeof *log->misuses);
    for (size_t i = 0; i < count; i++)
        if (!told_before(log, &all[i]))
            log->misuses[log->misuse_count++] = all[i];
}
