/* SPDX-License-Identifier: MIT */
/* Every call that was kept, in the order of the ranks. */
#include "report/run.h"

#include "report/value.h"

static json_t *number_or_null(int64_t number) {
    return number < 0 ? json_null() : json_integer(number);
}

static json_t *match_value(const struct call_event *event) {
    if (event->match_rank < 0)
        return json_null();
    json_t *value = value_object();
    value_set(value, "rank", json_integer(event->match_rank));
    value_set(value, "event",
              event->match_event == SIZE_MAX ? NULL : json_integer((json_int_t)event->match_event));
    return value;
}

static json_t *event_value(int rank, size_t index, const struct call_event *event) {
    json_t *value = value_object();
    bool collective = event->kind == EVENT_COLLECTIVE;
    value_set(value, "rank", json_integer(rank));
    value_set(value, "index", json_integer((json_int_t)index));
    value_set(value, "kind", value_text(event_kind_key(event->kind)));
    value_set(value, "call", value_text(event->call));
    value_set(value, "method", value_text(event->method));
    value_set(value, "blocking", json_boolean(event->blocking));
    value_set(value, "peer", value_peer(collective ? CALLS_NONE : event->peer));
    value_set(value, "tag", value_peer(event->tag));
    value_set(value, "comm", value_text(event->comm));
    value_set(value, "count", number_or_null(event->count));
    value_set(value, "bytes", number_or_null(event->bytes));
    value_set(value, "type", value_text(event->type));
    value_set(value, "op", value_text(event->op));
    value_set(value, "root", value_peer(collective ? event->peer : CALLS_NONE));
    value_set(value, "enter_us", value_ratio((int64_t)event->enter_ns, 1000));
    value_set(value, "leave_us",
              event->leave_ns == 0 ? NULL : value_ratio((int64_t)event->leave_ns, 1000));
    value_set(value, "where", value_place(&event->where));
    value_set(value, "match", match_value(event));
    return value;
}

void run_set_events(json_t *report, const struct call_log *log, int np) {
    json_t *events = value_array(), *dropped = value_array();
    for (int rank = 0; rank < np; rank++) {
        const struct rank_calls *calls = log == NULL ? NULL : &log->ranks[rank];
        for (size_t i = 0; calls != NULL && i < calls->event_count; i++)
            value_append(events, event_value(rank, i, &calls->events[i]));
        value_append(dropped, json_integer(calls == NULL ? 0 : (json_int_t)calls->events_dropped));
    }
    value_set(report, "events", events);
    value_set(report, "events_dropped", dropped);
}
