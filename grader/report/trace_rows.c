/* SPDX-License-Identifier: MIT */
/* The lines of the diagram. A collective is one line, at the time when the last rank came, as long
 * as nobody has gone on before: whoever came later is drawn in a line of its own, so that the lines
 * of each rank stand in the order of its calls. */
#include "report/trace.h"

#include <stdlib.h>
#include <string.h>

/* ---- who meets whom ---- */

/* The collectives of one communicator: the n-th of each member are one. */
struct channel {
    const char *comm;
    size_t *next; /* by rank */
    size_t count, capacity;
    struct trace_meeting **meetings;
};

struct building {
    struct trace *trace;
    size_t np, channel_count, channel_capacity, row_capacity;
    struct channel *channels;
    struct trace_meeting **open; /* that each rank came to last, while its line is open */
};

static struct channel *channel_of(struct building *building, const char *comm) {
    for (size_t i = 0; i < building->channel_count; i++)
        if (strcmp(building->channels[i].comm, comm) == 0)
            return &building->channels[i];
    struct arena *arena = building->trace->arena;
    struct channel *channel = arena_push(arena, &building->channels, &building->channel_count,
                                         &building->channel_capacity, sizeof *channel);
    channel->comm = comm;
    channel->next = arena_array(arena, building->np, sizeof *channel->next);
    return channel;
}

/* The communicator, or what stands for it; NULL when the call meets nobody. */
static const char *meets_in(const struct trace_call *call) {
    if (call->kind == EVENT_INIT)
        return "MPI_Init";
    if (call->kind == EVENT_FINALIZE)
        return "MPI_Finalize";
    bool alone = call->comm == NULL || strcmp(call->comm, "MPI_COMM_SELF") == 0;
    return call->kind == EVENT_COLLECTIVE && !alone ? call->comm : NULL;
}

static struct trace_meeting *meeting_of(struct building *building, const struct trace_call *call) {
    struct arena *arena = building->trace->arena;
    struct channel *channel = channel_of(building, meets_in(call));
    size_t number = channel->next[call->rank]++;
    while (channel->count <= number)
        *(struct trace_meeting **)arena_push(arena, &channel->meetings, &channel->count,
                                             &channel->capacity, sizeof *channel->meetings) = NULL;
    struct trace_meeting **meeting = &channel->meetings[number];
    while (*meeting != NULL && strcmp((*meeting)->name, call->name) != 0)
        meeting = &(*meeting)->next;
    if (*meeting == NULL) {
        *meeting = arena_alloc(arena, sizeof **meeting);
        (*meeting)->name = call->name;
    }
    return *meeting;
}

/* ---- lines ---- */

static struct trace_row *add_row(struct building *building, struct trace_call *call) {
    struct trace *trace = building->trace;
    struct trace_row *row = arena_alloc(trace->arena, sizeof *row);
    *row =
        (struct trace_row){.at = call->enter, .first_at = call->enter, .order = trace->row_count};
    *(struct trace_row **)arena_push(trace->arena, &trace->rows, &trace->row_count,
                                     &building->row_capacity, sizeof *trace->rows) = row;
    return row;
}

static void join_row(struct arena *arena, struct trace_row *row, struct trace_call *call) {
    row->at = call->enter;
    row->call = call;
    *(struct trace_call **)arena_push(arena, &row->members, &row->member_count,
                                      &row->member_capacity, sizeof *row->members) = call;
    row->stuck = row->stuck || (call->event->blocking && call->leave == 0);
    call->row = row;
}

static void come(struct building *building, struct trace_call *call) {
    struct arena *arena = building->trace->arena;
    struct trace_meeting **mine = &building->open[call->rank];
    if (*mine != NULL) /* it has gone on */
        (*mine)->open = NULL;
    *mine = NULL;
    if (meets_in(call) == NULL) {
        join_row(arena, add_row(building, call), call);
        return;
    }
    struct trace_meeting *meeting = *mine = meeting_of(building, call);
    if (meeting->open == NULL) {
        meeting->open = add_row(building, call);
        meeting->open->meeting = meeting;
        meeting->open->earlier = meeting->count;
    }
    join_row(arena, meeting->open, call);
    *(int *)arena_push(arena, &meeting->came, &meeting->count, &meeting->capacity,
                       sizeof *meeting->came) = call->rank;
}

/* ---- messages ---- */

static void add_arrow(struct trace *trace, struct trace_row *row, int from, int to) {
    struct trace_arrow *arrow = arena_push(trace->arena, &row->arrows, &row->arrow_count,
                                           &row->arrow_capacity, sizeof *arrow);
    *arrow = (struct trace_arrow){from, to};
}

static bool plain(const struct trace_call *call) {
    return call->row->meeting == NULL;
}

/* A message is drawn in the later line of its two: there it is known to be wanted and given. */
static void tie(struct trace *trace, struct trace_call *send, const struct call_event *event) {
    struct trace_calls *others = &trace->ranks[event->match_rank];
    size_t count = trace->log->ranks[event->match_rank].event_count;
    struct trace_call *receive =
        event->match_event < count ? others->by_event[event->match_event] : NULL;
    if (!plain(send) || (receive != NULL && !plain(receive)))
        return;
    if (receive != NULL)
        receive->from = send->rank;
    bool later = receive != NULL && receive->row->at > send->row->at;
    if (event->match_rank != send->rank)
        add_arrow(trace, later ? receive->row : send->row, send->rank, event->match_rank);
}

static void tie_all(struct trace *trace) {
    for (int r = 0; r < trace->log->np; r++) {
        const struct rank_calls *calls = &trace->log->ranks[r];
        for (size_t i = 0; i < calls->event_count; i++) {
            const struct call_event *event = &calls->events[i];
            if (event->sends && event->match_rank >= 0 && event->match_rank < trace->log->np)
                tie(trace, trace->ranks[r].by_event[i], event);
        }
    }
}

/* ---- all of it ---- */

static int by_time(const void *a, const void *b) {
    const struct trace_row *one = *(struct trace_row *const *)a,
                           *other = *(struct trace_row *const *)b;
    if (one->at != other->at)
        return one->at < other->at ? -1 : 1;
    return one->order < other->order ? -1 : one->order > other->order;
}

static int by_enter(const void *a, const void *b) {
    const struct trace_call *one = *(struct trace_call *const *)a,
                            *other = *(struct trace_call *const *)b;
    if (one->enter != other->enter)
        return one->enter < other->enter ? -1 : 1;
    if (one->rank != other->rank)
        return one->rank < other->rank ? -1 : 1;
    return one < other ? -1 : one > other;
}

static void find_zero(struct trace *trace, struct trace_call *const *calls, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct trace_call *call = calls[i];
        if (call->kind == EVENT_INIT && call->leave != 0 &&
            (trace->zero == 0 || call->leave < trace->zero))
            trace->zero = call->leave;
    }
}

void trace_rows(struct trace *trace) {
    size_t np = (size_t)trace->log->np, count = 0, at = 0;
    trace->ranks = arena_array(trace->arena, np, sizeof *trace->ranks);
    for (size_t r = 0; r < np; r++) {
        trace->ranks[r] = trace_calls(trace->arena, &trace->log->ranks[r], (int)r);
        count += trace->ranks[r].count;
    }
    struct trace_call **calls = arena_array(trace->arena, count, sizeof *calls);
    for (size_t r = 0; r < np; r++)
        for (size_t i = 0; i < trace->ranks[r].count; i++)
            calls[at++] = &trace->ranks[r].calls[i];
    if (count > 0)
        qsort(calls, count, sizeof(struct trace_call *), by_enter);
    struct building building = {.trace = trace, .np = np};
    building.open = arena_array(trace->arena, np, sizeof *building.open);
    for (size_t i = 0; i < count; i++)
        come(&building, calls[i]);
    find_zero(trace, calls, count);
    tie_all(trace);
    if (trace->row_count > 0)
        qsort(trace->rows, trace->row_count, sizeof(struct trace_row *), by_time);
}

bool trace_row_has(const struct trace_row *row, int rank) {
    for (size_t i = 0; i < row->arrow_count; i++)
        if (row->arrows[i].from == rank || row->arrows[i].to == rank)
            return true;
    for (size_t i = 0; i < row->member_count; i++)
        if (row->members[i]->rank == rank)
            return true;
    return false;
}
