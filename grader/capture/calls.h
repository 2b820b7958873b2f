/* SPDX-License-Identifier: MIT */
/* What the watched ranks of one case called, as judge and report read it. Plain data; everything
 * belongs to the arena of the capture. Ranks are world ranks, times nanoseconds since the first
 * call of the run. */
#ifndef MPIGRADE_CAPTURE_CALLS_H
#define MPIGRADE_CAPTURE_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Peers and tags that are none. */
enum { CALLS_ANY = -1, CALLS_NONE = -2 };

/* A line of the student's source; file is NULL and line 0 when not known. */
struct place {
    const char *file;
    int line;
};

/* Where a rank stood when the run ended. X(ENUM, json key) */
#define RANK_STATES(X)                                                                             \
    X(UNSEEN, "never_called_mpi")                                                                  \
    X(COMPUTING, "computing") /* between MPI calls; `call` is the last one */                      \
    X(POLLING, "polling")     /* the same, and calling MPI_Test or MPI_Iprobe in vain */           \
    X(IN_CALL, "in_call")                                                                          \
    X(FINALIZED, "finalized")                                                                      \
    X(ENDED, "ended") /* without MPI_Finalize */

enum rank_state {
#define X(name, key) RANK_##name,
    RANK_STATES(X)
#undef X
        RANK_STATE_COUNT
};

const char *rank_state_key(enum rank_state state);

/* What a call does, as far as telling it goes. X(ENUM, json key) */
#define EVENT_KINDS(X)                                                                             \
    X(SEND, "send")                                                                                \
    X(RECEIVE, "receive")                                                                          \
    X(SENDRECV, "sendrecv")                                                                        \
    X(PROBE, "probe") /* also one that takes the message: mpi4py's recv */                         \
    X(START, "start") /* of a persistent request */                                                \
    X(WAIT, "wait")                                                                                \
    X(COLLECTIVE, "collective")                                                                    \
    X(INIT, "init")                                                                                \
    X(FINALIZE, "finalize")                                                                        \
    X(OTHER, "other")

enum event_kind {
#define X(name, key) EVENT_##name,
    EVENT_KINDS(X)
#undef X
        EVENT_KIND_COUNT
};

const char *event_kind_key(enum event_kind kind);

struct call_event {
    enum event_kind kind;
    int peer; /* of a message; the root of a collective; CALLS_ANY, CALLS_NONE */
    int tag;
    int match_rank;     /* messages: the rank and the index of the event at the other end (of a */
    size_t match_event; /* Sendrecv: of what it sent); -1 when nothing matched or it was not kept */
    const char *call;   /* "MPI_Send" */
    const char *method; /* of mpi4py that made the call ("send"); NULL when it was none */
    const char *comm;   /* "MPI_COMM_WORLD", "communicator 3"; NULL when it has none */
    int64_t count, bytes;        /* -1 when not known */
    const char *type, *op;       /* "MPI_INT", "MPI_SUM"; NULL when it has none */
    uint64_t enter_ns, leave_ns; /* leave_ns 0: never returned */
    struct place where;
    bool blocking; /* else leave_ns is when the communication was known to be complete */
    bool sends;    /* when it matched: this is the end that sends */
};

/* How often a function was called by the program. */
struct call_total {
    const char *name;
    uint64_t count;
};

struct rank_calls {
    enum rank_state state;
    const char *call;   /* that it is in, or last made (of Python its method); NULL when none */
    struct place where; /* of that call */
    bool initialized, finalized;
    size_t total_count;
    struct call_total *totals; /* MPI functions, by name */
    size_t method_count;
    struct call_total
        *methods;       /* of mpi4py ("bcast", "reduce", "Send"), when the program is Python */
    size_t event_count; /* the first ones; */
    struct call_event *events; /* in order */
    uint64_t events_dropped;   /* and how many more there were */
};

/* A rank that can never go on. */
struct stuck_rank {
    int rank;
    const char *call; /* "MPI_Recv"; of a Python program its method, "recv" */
    int peer, tag;    /* CALLS_ANY, CALLS_NONE */
    const char *comm;
    struct place where;
    size_t need_count;
    int *needs;       /* the ranks that would have to act */
    bool any;         /* one of them is enough */
    const char *text; /* a sentence about this rank */
};

struct deadlock {
    size_t count;
    struct stuck_rank *ranks;
    bool unsafe_sends; /* only because sends were synchronous: it works while messages are small */
    bool unsafe_collectives; /* the same of collectives: it works while they do not synchronise */
    const char *text;        /* a paragraph for the student */
    const char *picture;     /* several lines of plain text */
    uint64_t verdict_ns;     /* after the last rank got stuck */
};

/* X(ENUM, json key) */
#define MISUSES(X)                                                                                 \
    X(COLLECTIVE_MISMATCH, "collective_mismatch")                                                  \
    X(ROOT_MISMATCH, "root_mismatch")                                                              \
    X(OPERATOR_MISMATCH, "operator_mismatch")                                                      \
    X(COUNT_MISMATCH, "count_mismatch")                                                            \
    X(TYPE_MISMATCH, "type_mismatch")                                                              \
    X(TRUNCATED, "truncated")                                                                      \
    X(NOT_RECEIVED, "message_not_received")                                                        \
    X(NOT_COMPLETED, "request_not_completed")                                                      \
    X(NOT_FREED, "not_freed")                                                                      \
    X(FINALIZE_MISSING, "finalize_missing")                                                        \
    X(BEFORE_INIT, "call_before_init")                                                             \
    X(AFTER_FINALIZE, "call_after_finalize")                                                       \
    X(MPI_ERROR, "mpi_error")                                                                      \
    X(START_ACTIVE, "request_started_twice")                                                       \
    X(BUFFER_CHANGED, "buffer_changed")                                                            \
    X(SAME_BUFFER, "same_buffer")                                                                  \
    X(MESSAGE_RACE, "message_race")                                                                \
    X(COLLECTIVE_MISSED, "collective_missed")                                                      \
    X(SHARED_BUFFER, "shared_buffer")

enum misuse {
#define X(name, key) MISUSE_##name,
    MISUSES(X)
#undef X
        MISUSE_COUNT
};

const char *misuse_key(enum misuse misuse);

struct misuse_finding {
    enum misuse kind;
    int rank;
    const char *call;
    struct place where;
    int other_rank; /* the other side of a mismatch, or -1 */
    const char *other_call;
    struct place other_where;
    const char *text; /* a sentence for the student */
};

struct call_log {
    int np;
    bool complete; /* false: records were lost; what is here is true, but not all of it */
    struct rank_calls *ranks; /* np of them */
    uint64_t *messages;       /* np * np: how many messages [from * np + to], point to point */
    uint64_t *received;       /* np * np: how many of them arrived: [from * np + to] */
    size_t collective_count;
    struct call_event *collectives; /* in order, one for each collective of any communicator, */
    size_t misuse_count;            /* as its first rank entered it */
    struct misuse_finding *misuses;
    const struct deadlock *deadlock; /* NULL when none was proved */
};

#endif
