/* SPDX-License-Identifier: MIT */
/* What the watch recorded of a case. Times stay out: they differ from run to run. */
#include "report/value.h"

json_t *value_place(const struct place *place) {
    if (place->file == NULL)
        return json_null();
    json_t *value = value_object();
    value_set(value, "file", value_text(place->file));
    value_set(value, "line", json_integer(place->line));
    return value;
}

json_t *value_peer(int peer) {
    return peer == CALLS_NONE  ? json_null()
           : peer == CALLS_ANY ? value_text("any")
                               : json_integer(peer);
}

/* ---- the deadlock ---- */

static json_t *stuck_value(const struct stuck_rank *stuck) {
    json_t *value = value_object(), *needs = value_array();
    value_set(value, "rank", json_integer(stuck->rank));
    value_set(value, "call", value_text(stuck->call));
    value_set(value, "peer", value_peer(stuck->peer));
    value_set(value, "tag", value_peer(stuck->tag));
    value_set(value, "comm", value_text(stuck->comm));
    value_set(value, "where", value_place(&stuck->where));
    for (size_t i = 0; i < stuck->need_count; i++)
        value_append(needs, json_integer(stuck->needs[i]));
    value_set(value, "needs", needs);
    value_set(value, "any", json_boolean(stuck->any));
    value_set(value, "text", value_text(stuck->text));
    return value;
}

json_t *report_deadlock(const struct call_log *log) {
    const struct deadlock *deadlock = log == NULL ? NULL : log->deadlock;
    if (deadlock == NULL)
        return json_null();
    json_t *value = value_object(), *ranks = value_array();
    value_set(value, "text", value_text(deadlock->text));
    value_set(value, "picture", value_text(deadlock->picture));
    value_set(value, "unsafe_sends", json_boolean(deadlock->unsafe_sends));
    value_set(value, "unsafe_collectives", json_boolean(deadlock->unsafe_collectives));
    for (size_t i = 0; i < deadlock->count; i++)
        value_append(ranks, stuck_value(&deadlock->ranks[i]));
    value_set(value, "ranks", ranks);
    return value;
}

/* ---- the calls ---- */

static json_t *totals_value(const struct call_total *totals, size_t count) {
    json_t *value = value_object();
    for (size_t i = 0; i < count; i++)
        value_set(value, totals[i].name, json_integer((json_int_t)totals[i].count));
    return value;
}

static json_t *rank_value(int rank, const struct rank_calls *calls) {
    json_t *value = value_object();
    value_set(value, "rank", json_integer(rank));
    value_set(value, "state", value_text(rank_state_key(calls->state)));
    value_set(value, "call", value_text(calls->call));
    value_set(value, "where", value_place(&calls->where));
    value_set(value, "functions", totals_value(calls->totals, calls->total_count));
    value_set(value, "methods", totals_value(calls->methods, calls->method_count));
    return value;
}

/* A row for each sender, a number for each receiver. */
static json_t *matrix_value(const uint64_t *numbers, int np) {
    json_t *rows = value_array();
    for (int from = 0; from < np; from++) {
        json_t *row = value_array();
        for (int to = 0; to < np; to++)
            value_append(row,
                         json_integer((json_int_t)numbers[(size_t)from * (size_t)np + (size_t)to]));
        value_append(rows, row);
    }
    return rows;
}

static json_t *misuse_value(const struct misuse_finding *misuse) {
    json_t *value = value_object();
    value_set(value, "kind", value_text(misuse_key(misuse->kind)));
    value_set(value, "rank", json_integer(misuse->rank));
    value_set(value, "call", value_text(misuse->call));
    value_set(value, "where", value_place(&misuse->where));
    value_set(value, "other_rank",
              misuse->other_rank < 0 ? NULL : json_integer(misuse->other_rank));
    value_set(value, "other_call", value_text(misuse->other_call));
    value_set(value, "other_where", value_place(&misuse->other_where));
    value_set(value, "text", value_text(misuse->text));
    return value;
}

json_t *report_calls(const struct call_log *log) {
    if (log == NULL)
        return json_null();
    json_t *value = value_object(), *ranks = value_array(), *misuses = value_array();
    value_set(value, "complete", json_boolean(log->complete));
    for (int rank = 0; rank < log->np; rank++)
        value_append(ranks, rank_value(rank, &log->ranks[rank]));
    value_set(value, "ranks", ranks);
    value_set(value, "sent", matrix_value(log->messages, log->np));
    value_set(value, "received", matrix_value(log->received, log->np));
    for (size_t i = 0; i < log->misuse_count; i++)
        value_append(misuses, misuse_value(&log->misuses[i]));
    value_set(value, "misuses", misuses);
    return value;
}
