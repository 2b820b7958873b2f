/* SPDX-License-Identifier: MIT */
/* What stands beside a line of the diagram. */
#include "report/trace.h"

#include "base/messages.h"

#include <string.h>
#include <strings.h>

/* ---- the call and its partner ---- */

static const char *send_head(struct arena *arena, const struct trace_call *call) {
    int peer = call->event->peer;
    if (peer == CALLS_NONE)
        return arena_printf(arena, _("%s to nobody"), call->name);
    if (call->kind == EVENT_SENDRECV && call->from >= 0)
        return arena_printf(arena, _("%s to %d, from %d"), call->name, peer, call->from);
    return arena_printf(arena, _("%s to %d"), call->name, peer);
}

static const char *receive_head(struct arena *arena, const struct trace_call *call) {
    int peer = call->event->peer;
    if (peer == CALLS_NONE)
        return arena_printf(arena, _("%s from nobody"), call->name);
    if (peer != CALLS_ANY)
        return arena_printf(arena, _("%s from %d"), call->name, peer);
    if (call->from < 0)
        return arena_printf(arena, _("%s from any"), call->name);
    return arena_printf(arena, _("%s from any: %d"), call->name, call->from);
}

static const char *root_head(struct arena *arena, const struct trace_call *call) {
    int root = call->event->kind == EVENT_COLLECTIVE ? call->event->peer : CALLS_NONE;
    if (root < 0)
        return call->name;
    bool collects =
        strcasestr(call->name, "reduce") != NULL || strcasestr(call->name, "gather") != NULL;
    return arena_printf(arena, collects ? _("%s to %d") : _("%s from %d"), call->name, root);
}

static const char *call_head(struct arena *arena, const struct trace_call *call) {
    switch (call->kind) {
    case EVENT_SEND:
    case EVENT_SENDRECV:
        return send_head(arena, call);
    case EVENT_RECEIVE:
    case EVENT_PROBE:
        return receive_head(arena, call);
    case EVENT_COLLECTIVE:
        return root_head(arena, call);
    case EVENT_START:
    case EVENT_WAIT:
    case EVENT_INIT:
    case EVENT_FINALIZE:
    case EVENT_OTHER:
    case EVENT_KIND_COUNT:
        break;
    }
    return call->name;
}

const char *trace_head(const struct trace *trace, const struct trace_row *row) {
    struct arena *arena = trace->arena;
    const char *head = call_head(arena, row->call);
    if (row->member_count == 1)
        return arena_printf(arena, "%d  %s", row->call->rank, head);
    if (row->member_count == (size_t)trace->log->np)
        return arena_printf(arena, _("all  %s"), head);
    return arena_printf(arena, _("%zu ranks  %s"), row->member_count, head);
}

/* ---- more about it ---- */

static const char *with(struct arena *arena, const char *text, const char *more) {
    return *text == '\0' ? more : arena_printf(arena, "%s, %s", text, more);
}

static const char *duration(struct arena *arena, uint64_t ns) {
    if (ns >= 10000000000u)
        return arena_printf(arena, "%.0f s", (double)ns / 1e9);
    return arena_printf(arena, ns >= 10000000u ? "%.0f ms" : "%.1f ms", (double)ns / 1e6);
}

/* Of a message what was sent: a receive may have room for more. */
static int64_t bytes_of(const struct trace *trace, const struct trace_call *call) {
    const struct call_event *event = call->event;
    if (event->match_rank < 0 || event->sends)
        return event->bytes;
    const struct rank_calls *other = &trace->log->ranks[event->match_rank];
    return event->match_event < other->event_count ? other->events[event->match_event].bytes : -1;
}

/* Who did not come to what others wait in, the first few. */
static const char *missing(const struct trace *trace, const struct trace_meeting *meeting) {
    enum { FEW = 4 };
    const char *list = "";
    int told = 0;
    bool *came = arena_array(trace->arena, (size_t)trace->log->np, sizeof *came);
    for (size_t i = 0; i < meeting->count; i++)
        came[meeting->came[i]] = true;
    for (int r = 0; r < trace->log->np && told <= FEW; r++)
        if (!came[r])
            list = told++ == 0   ? arena_printf(trace->arena, "%d", r)
                   : told <= FEW ? arena_printf(trace->arena, "%s %d", list, r)
                                 : arena_printf(trace->arena, "%s ...", list);
    return list;
}

/* A wait worth telling: half a millisecond. */
static const char *add_wait(const struct trace *trace, const struct trace_row *row,
                            const char *text) {
    const struct trace_call *call = row->call;
    struct arena *arena = trace->arena;
    if (row->stuck) {
        bool world =
            row->meeting != NULL && call->comm != NULL && strcmp(call->comm, "MPI_COMM_WORLD") == 0;
        const char *absent = world ? missing(trace, row->meeting) : "";
        if (*absent != '\0')
            text = with(arena, text, arena_printf(arena, _("without %s"), absent));
        return with(arena, text, _("never returns"));
    }
    uint64_t waited = row->meeting != NULL ? row->at - row->first_at
                      : call->event->blocking && call->leave > call->enter
                          ? call->leave - call->enter
                          : 0;
    if (waited < 500000 || call->kind == EVENT_INIT || call->kind == EVENT_FINALIZE)
        return text;
    return with(arena, text, arena_printf(arena, _("waits %s"), duration(arena, waited)));
}

const char *trace_details(const struct trace *trace, const struct trace_row *row) {
    const struct trace_call *call = row->call;
    const struct call_event *event = call->event;
    struct arena *arena = trace->arena;
    int64_t bytes = bytes_of(trace, call);
    const char *text = "";
    if (row->earlier > 0)
        text = _("comes later");
    if (call->kind != EVENT_COLLECTIVE && event->tag >= 0)
        text = with(arena, text, arena_printf(arena, _("tag %d"), event->tag));
    if (event->op != NULL)
        text = with(arena, text, strncmp(event->op, "MPI_", 4) == 0 ? event->op + 4 : event->op);
    if (bytes >= 0 && (call->kind != EVENT_COLLECTIVE || bytes > 0))
        text = with(arena, text, arena_printf(arena, "%lld B", (long long)bytes));
    text = add_wait(trace, row, text);
    if (call->comm != NULL && strcmp(call->comm, "MPI_COMM_WORLD") != 0 && event->method == NULL)
        text = with(arena, text, call->comm);
    return text;
}

const char *trace_place(const struct trace *trace, const struct trace_row *row, bool several) {
    const struct place *where = &row->call->event->where;
    if (where->file == NULL)
        return "";
    if (several)
        return arena_printf(trace->arena, "%s:%d", where->file, where->line);
    return arena_printf(trace->arena, _("line %d"), where->line);
}

const char *trace_time(const struct trace *trace, uint64_t at) {
    if (at < trace->zero)
        return "";
    return arena_printf(trace->arena, "%.3f", (double)(at - trace->zero) / 1e6);
}
