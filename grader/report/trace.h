/* SPDX-License-Identifier: MIT */
/* Parts of the diagram of trace.
 *
 * trace_calls.c makes of the events of each rank the calls that the student wrote (a recv of mpi4py
 * is two events), trace_rows.c puts the calls of all ranks in the order of time, a line each, with
 * the messages between them; trace_words.c says what a line is about, and trace.c draws. */
#ifndef MPIGRADE_REPORT_TRACE_H
#define MPIGRADE_REPORT_TRACE_H

#include "base/arena.h"
#include "report/run.h"

struct trace_row;

/* A call as it stands in the program. */
struct trace_call {
    int rank;
    const struct call_event *event; /* the first of those that it is made of */
    size_t event_count;
    const char *name; /* "Send"; of Python "send" */
    enum event_kind kind;
    const char *comm;      /* that its messages go through */
    int tag;               /* of the message seen last; CALLS_NONE */
    uint64_t enter, leave; /* leave 0: never */
    int from;              /* who sent what it received; -1 */
    struct trace_row *row;
};

struct trace_calls {
    size_t count;
    struct trace_call *calls; /* in order */
    struct trace_call **by_event;
};

struct trace_arrow {
    int from, to;
};

/* All ranks that called the same collective together. */
struct trace_meeting {
    const char *name;
    size_t count, capacity;
    int *came;                  /* ranks */
    struct trace_row *open;     /* its line, while others may still come to it */
    struct trace_meeting *next; /* what others called instead */
};

/* A line: a call, or the ranks that came to a collective before one of them went on. */
struct trace_row {
    uint64_t at;
    size_t order;
    const struct trace_call *call; /* of a meeting the last that came */
    struct trace_meeting *meeting; /* NULL: of one rank */
    size_t member_count, member_capacity;
    struct trace_call **members; /* of a meeting who came in this line; */
    size_t earlier;              /* how many before this line */
    uint64_t first_at;           /* when the first of them came */
    bool stuck;                  /* one of them never returned */
    size_t arrow_count, arrow_capacity;
    struct trace_arrow *arrows;
};

struct trace {
    const struct call_log *log;
    struct arena *arena;
    struct trace_calls *ranks;
    size_t row_count;
    struct trace_row **rows; /* by time */
    uint64_t zero;           /* when all begins: MPI_Init let the first go */
};

struct trace_calls trace_calls(struct arena *arena, const struct rank_calls *calls, int rank);

void trace_rows(struct trace *trace);
bool trace_row_has(const struct trace_row *row, int rank);

/* "Send to 1"; "tag 0, 4 B" */
const char *trace_head(const struct trace *trace, const struct trace_row *row);
const char *trace_details(const struct trace *trace, const struct trace_row *row);
/* "line 12", or "a.c:12" when there are `several` files; "" when not known. */
const char *trace_place(const struct trace *trace, const struct trace_row *row, bool several);
/* "12.345", in milliseconds; "" before the beginning. */
const char *trace_time(const struct trace *trace, uint64_t at);

#endif
