/* SPDX-License-Identifier: MIT */
/* mpi4py's methods with small letters make several calls of MPI: recv probes and receives, bcast
 * tells the size first, reduce is made of messages. A student wrote one call and sees one. */
#include "report/trace.h"

#include <ctype.h>
#include <string.h>

static bool same_place(const struct place *one, const struct place *other) {
    return one->line == other->line && one->file != NULL && other->file != NULL &&
           strcmp(one->file, other->file) == 0;
}

static bool reduces(const char *method) {
    return strcmp(method, "reduce") == 0 || strcmp(method, "allreduce") == 0 ||
           strcmp(method, "scan") == 0 || strcmp(method, "exscan") == 0;
}

/* Whether the event is another piece of the call: at one place a method begins anew with the event
 * that it began with before; a reduction numbers its messages by their tags. */
static bool continues(const struct trace_call *call, const struct call_event *event) {
    const char *method = event->method;
    if (call == NULL || method == NULL || !islower((unsigned char)*method) ||
        call->event->method == NULL || strcmp(call->event->method, method) != 0 ||
        !same_place(&call->event->where, &event->where))
        return false;
    if (reduces(method))
        return event->tag == CALLS_NONE || call->tag == CALLS_NONE || event->tag == call->tag;
    if (strcmp(method, "bcast") == 0)
        return call->event_count == 1;
    return strcmp(call->event->call, event->call) != 0;
}

static void begin(struct trace_call *call, int rank, const struct call_event *event) {
    const char *method = event->method;
    bool whole = method != NULL && islower((unsigned char)*method) && reduces(method);
    *call = (struct trace_call){
        .rank = rank,
        .event = event,
        .name = method != NULL && event->kind != EVENT_INIT && event->kind != EVENT_FINALIZE
                    ? method
                : strncmp(event->call, "MPI_", 4) == 0 ? event->call + 4
                                                       : event->call,
        .kind = whole ? EVENT_COLLECTIVE : event->kind,
        .tag = CALLS_NONE,
        .enter = event->enter_ns,
        .from = -1,
    };
}

static void add(struct trace_call *call, const struct call_event *event) {
    call->event_count++;
    call->leave = event->blocking || call->event_count == 1 ? event->leave_ns : call->leave;
    if (event->tag != CALLS_NONE || call->tag == CALLS_NONE) {
        call->tag = event->tag;
        call->comm = event->comm;
    }
}

struct trace_calls trace_calls(struct arena *arena, const struct rank_calls *calls, int rank) {
    struct trace_calls made = {
        .calls = arena_array(arena, calls->event_count, sizeof *made.calls),
        .by_event = arena_array(arena, calls->event_count, sizeof *made.by_event),
    };
    struct trace_call *call = NULL;
    for (size_t i = 0; i < calls->event_count; i++) {
        const struct call_event *event = &calls->events[i];
        if (!continues(call, event)) {
            call = &made.calls[made.count++];
            begin(call, rank, event);
        }
        add(call, event);
        made.by_event[i] = call;
    }
    return made;
}
