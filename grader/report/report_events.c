/* SPDX-License-Identifier: MIT */
/* The communication of a case in time, for its diagram. Who was first may differ from run to run
 * even where the output does not, so this stands in "timing". Members that would be null are left
 * out, and so are calls that only ask (MPI_Comm_rank) and a way in and out of MPI that went well:
 * reports are kept by the thousand. */
#include "report/value.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_OF_CASE = 400 };

static void set_number(json_t *value, const char *key, int64_t number) {
    if (number >= 0)
        value_set(value, key, json_integer(number));
}

static void set_peer(json_t *value, const char *key, int peer) {
    if (peer != CALLS_NONE)
        value_set(value, key, value_peer(peer));
}

static void set_text(json_t *value, const char *key, const char *text) {
    if (text != NULL)
        value_set(value, key, value_text(text));
}

/* Tenths of a microsecond are enough. */
static json_t *time_value(uint64_t ns) {
    return value_ratio((int64_t)(ns / 100), 10);
}

static json_t *match_value(const struct call_event *event) {
    json_t *value = value_object();
    value_set(value, "rank", json_integer(event->match_rank));
    if (event->match_event != SIZE_MAX)
        value_set(value, "index", json_integer((json_int_t)event->match_event));
    value_set(value, "sends", json_boolean(event->sends));
    return value;
}

static json_t *event_value(int rank, size_t index, const struct call_event *event) {
    json_t *value = value_object();
    value_set(value, "rank", json_integer(rank));
    value_set(value, "index", json_integer((json_int_t)index));
    value_set(value, "kind", value_text(event_kind_key(event->kind)));
    value_set(value, "call", value_text(event->method != NULL ? event->method : event->call));
    value_set(value, "blocking", json_boolean(event->blocking));
    set_peer(value, event->kind == EVENT_COLLECTIVE ? "root" : "peer", event->peer);
    set_peer(value, "tag", event->tag);
    if (event->comm != NULL && strcmp(event->comm, "MPI_COMM_WORLD") != 0)
        set_text(value, "comm", event->comm);
    set_number(value, "bytes", event->bytes);
    set_text(value, "op", event->op);
    value_set(value, "enter_us", time_value(event->enter_ns));
    if (event->leave_ns != 0)
        value_set(value, "leave_us", time_value(event->leave_ns));
    if (event->where.file != NULL)
        value_set(value, "where", value_place(&event->where));
    if (event->match_rank >= 0)
        value_set(value, "match", match_value(event));
    return value;
}

/* ---- which of them ---- */

struct kept_event {
    int rank;
    size_t index;
    uint64_t enter_ns;
};

static int by_time(const void *a, const void *b) {
    const struct kept_event *one = a, *other = b;
    if (one->enter_ns != other->enter_ns)
        return one->enter_ns < other->enter_ns ? -1 : 1;
    return one->rank - other->rank;
}

static int by_rank(const void *a, const void *b) {
    const struct kept_event *one = a, *other = b;
    if (one->rank != other->rank)
        return one->rank - other->rank;
    return (one->index > other->index) - (one->index < other->index);
}

static bool is_told(const struct call_event *event) {
    bool around = event->kind == EVENT_INIT || event->kind == EVENT_FINALIZE;
    return event->kind != EVENT_OTHER && (!around || event->leave_ns == 0);
}

static struct kept_event *told_events(struct arena *arena, const struct call_log *log,
                                      size_t *ret_count) {
    size_t most = 0, count = 0;
    for (int rank = 0; rank < log->np; rank++)
        most += log->ranks[rank].event_count;
    struct kept_event *kept = arena_array(arena, most, sizeof *kept);
    for (int rank = 0; rank < log->np; rank++) {
        const struct rank_calls *calls = &log->ranks[rank];
        for (size_t i = 0; i < calls->event_count; i++)
            if (is_told(&calls->events[i]))
                kept[count++] = (struct kept_event){rank, i, calls->events[i].enter_ns};
    }
    *ret_count = count;
    return kept;
}

/* Of too many, those that came first; of a deadlock those that came last. */
void report_set_events(json_t *value, const struct call_log *log) {
    if (log == NULL)
        return;
    ARENA_AUTO arena = arena_new();
    json_t *events = value_array();
    size_t count;
    struct kept_event *kept = told_events(arena, log, &count);
    uint64_t left_out = 0;
    for (int rank = 0; rank < log->np; rank++)
        left_out += log->ranks[rank].events_dropped;
    if (count > MOST_OF_CASE) {
        qsort(kept, count, sizeof *kept, by_time);
        left_out += count - MOST_OF_CASE;
        kept += log->deadlock != NULL ? count - MOST_OF_CASE : 0;
        count = MOST_OF_CASE;
        qsort(kept, count, sizeof *kept, by_rank);
    }
    for (size_t i = 0; i < count; i++)
        value_append(events, event_value(kept[i].rank, kept[i].index,
                                         &log->ranks[kept[i].rank].events[kept[i].index]));
    value_set(value, "events", events);
    value_set(value, "events_left_out", json_integer((json_int_t)left_out));
}
