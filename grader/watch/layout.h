/* SPDX-License-Identifier: MIT */
/* The file through which the watched program tells the grader what it calls.
 *
 * Theory of operation. The grader creates the file, one slot a rank. Each rank maps it and writes
 * only to its own slot: a ring of cells, one stream of records, in the order in which things
 * happened. A record never changes once `head` counts it, so the grader reads the stream while the
 * rank runs and keeps all state (communicators, requests, messages) on its own side. `head` doubles
 * as the generation: a rank whose last record is ENTER and whose head has not moved is inside that
 * call still. When the ring is full the rank waits a while for the grader (which stores in `taken`
 * how far it has read), then sets `lost` and stops recording: then nothing is claimed of this run.
 * The library trusts nothing here but the sizes, which it checks; the grader trusts nothing at all.
 *
 * A record takes four cells. But programs say the same again and again, in loops, and the grader's
 * reading takes time from a program on as many cores as it has ranks. So both sides remember the
 * latest records, each in a place, and one that differs from the remembered one in nothing but its
 * time and the number of its request is written as a single cell. And where the latest cells are
 * the same few again and again, one cell LOOP says so: as long as it goes on like this, only a
 * number in `head` grows. What LOOP stands for at last is written into it before anything follows.
 */
#ifndef MPIGRADE_WATCH_LAYOUT_H
#define MPIGRADE_WATCH_LAYOUT_H

#include <stdatomic.h>
#include <stdint.h>

/* The environment of a watched rank. */
#define WATCH_ENV_MAP "MPIGRADE_WATCH"               /* path of the file; unset: not watched */
#define WATCH_ENV_SLEEP_SCALE "MPIGRADE_SLEEP_SCALE" /* factor on sleeping, e.g. 0.01 */
#define WATCH_ENV_SENDS "MPIGRADE_STRICT_SENDS"      /* 1: standard sends are synchronous */
#define WATCH_ENV_COLLECTIVES                                                                      \
    "MPIGRADE_STRICT_COLLECTIVES"            /* 1: rooted collectives synchronise                  \
                                              */
#define WATCH_ENV_PERTURB "MPIGRADE_PERTURB" /* seed of delays at MPI calls; 0: none */

#define WATCH_MAGIC 0x6d70696777617463u
#define WATCH_VERSION 3u
#define WATCH_MAX_RANKS 1024u
#define WATCH_MIN_RING 256u
#define WATCH_MAX_RING 131072u /* cells; a power of two */

enum watch_call {
#define SPECIAL(name) CALL_##name,
#include "watch/mpi_calls.def"
    CALL_COUNT
};

/* X(NAME) */
#define WATCH_RECORDS(X)                                                                           \
    X(NONE)                                                                                        \
    X(ENTER)    /* a call that may block begins; LEAVE follows when it returns */                  \
    X(POST)     /* a call that cannot block: Isend, Irecv, Start, Ibcast ...; no LEAVE */          \
    X(HALF)     /* before ENTER or POST: its other half (the receive of a Sendrecv, ...) */        \
    X(REQUESTS) /* before ENTER: the requests that it waits for */                                 \
    X(DONE)     /* before LEAVE, or alone: requests that completed */                              \
    X(LEAVE)    /* the call returned */                                                            \
    X(NAMED)    /* a request got known to the program: persistent, not active */                   \
    X(DROPPED)  /* MPI_Request_free or MPI_Cancel */                                               \
    X(COMM)     /* a communicator; MEMBERS follow */                                               \
    X(MEMBERS)                                                                                     \
    X(COMM_FREED)                                                                                  \
    X(TYPE) /* a derived datatype */                                                               \
    X(MADE) /* a handle that must be freed */                                                      \
    X(FREED)                                                                                       \
    X(FILE) /* a Python file's name; the rest of the text in TEXT */                               \
    X(TEXT)                                                                                        \
    X(SITE)   /* a call that is only counted, but tells what mpi4py does */                        \
    X(MISUSE) /* seen by the library itself */                                                     \
    X(EXIT)   /* the process ends by exit() or by returning from main */                           \
    X(AGAIN)  /* one cell: a remembered record, at another time and with another request */        \
    X(FEW)    /* one cell: REQUESTS, up to WATCH_FEW of them */                                    \
    X(LOOP)   /* one cell: the latest so many cells again, from the first of them on */

enum watch_record_kind {
#define X(name) RECORD_##name,
    WATCH_RECORDS(X)
#undef X
        RECORD_KIND_COUNT
};

/* With the kind of a record that both sides remember from now on. */
#define RECORD_REMEMBERED 128u

/* Record flags. */
enum {
    FLAG_STRICT = 1,     /* a send made synchronous, or a collective with a barrier in front */
    FLAG_IN_PLACE = 2,   /* the send buffer is MPI_IN_PLACE */
    FLAG_INTER = 8,      /* COMM: an inter-communicator */
    FLAG_CANCELLED = 16, /* DONE: the request was cancelled; DROPPED: by MPI_Cancel */
    FLAG_LAST = 32,      /* REQUESTS, DONE, MEMBERS, TEXT: nothing more follows */
    FLAG_NULL_PEER = 64, /* the peer is MPI_PROC_NULL: nothing is communicated */
    FLAG_CHANGED = 128,  /* DONE: the send buffer was changed before the request completed */
};

/* What MISUSE says, in `detail`. */
enum watch_seen {
    SEEN_BEFORE_INIT,
    SEEN_AFTER_FINALIZE,
    SEEN_ERROR, /* an MPI call failed: `error` is the class */
    SEEN_START_ACTIVE,
    SEEN_SAME_BUFFER,   /* what is given and what is got are in one place */
    SEEN_SHARED_BUFFER, /* a receive into the buffer of another that is not complete */
    SEEN_KIND_COUNT
};

/* What MADE and FREED are about, in `detail`. */
enum watch_handle {
    HANDLE_GROUP,
    HANDLE_TYPE,
    HANDLE_OP,
    HANDLE_INFO,
    HANDLE_ERRHANDLER,
    HANDLE_KEY,
    HANDLE_KIND_COUNT
};

/* Datatypes: 0 unknown, then the predefined ones in the order of mpi_types.def, then derived ones.
 */
enum watch_type {
    TYPE_UNKNOWN,
#define TYPE(name, bytes, alike) TYPE_##name,
#include "watch/mpi_types.def"
    TYPE_FIRST_DERIVED
};

/* Operators: 0 none, then those of mpi_ops.def, then whatever the program made. */
enum watch_op {
    OP_NONE,
#define OP(name) OP_##name,
#include "watch/mpi_ops.def"
    OP_USER
};

/* Peers and tags as the records hold them, whatever the MPI library's own constants are. */
enum { WATCH_ANY = -1, WATCH_NULL = -2, WATCH_INVALID = -3 };

/* Communicators: serial numbers of one rank. 0 is not known, 1 the world, 2 the process itself. */
enum { COMM_UNKNOWN, COMM_WORLD, COMM_SELF };

/* In REQUESTS: one that the library did not see made (of a file, of one-sided communication, ...).
 */
#define REQUEST_UNKNOWN UINT32_MAX

/* Where a call stands: an address in the program, or a place in a Python file (bit 63 set; 15 bits
 * of file number, 24 of line, 12 of how many more lines the call has, 12 of the column where it
 * ends, 0 when not known). */
#define WHERE_PYTHON (UINT64_C(1) << 63)
#define WHERE_FILE(where) ((uint32_t)((where) >> 48) & 0x7fffu)
#define WHERE_LINE(where) ((uint32_t)((where) >> 24) & 0xffffffu)
#define WHERE_SPAN(where) ((uint32_t)(where) >> 12 & 0xfffu)
#define WHERE_COLUMN(where) ((uint32_t)(where)&0xfffu)

struct watch_done {
    uint32_t request;
    int32_t source, tag, error;
    int64_t bytes;
};

#define WATCH_WORDS 12
#define WATCH_DONES 2

struct watch_record {
    uint8_t kind; /* enum watch_record_kind */
    uint8_t flags;
    uint16_t call; /* enum watch_call */
    uint32_t comm; /* or the file's number, or how many words are used */
    uint64_t time; /* ticks; see watch_ticks() */
    union {
        struct {               /* ENTER, POST, HALF, NAMED */
            int32_t peer, tag; /* or the root */
            int64_t count;     /* -1: not known */
            uint32_t type, op;
            uint64_t where;
            uint32_t request;    /* POST, NAMED: the request made; Mrecv: the message */
            uint32_t persistent; /* POST by Start: the persistent request */
            uint64_t spare;
        } call_;
        struct { /* LEAVE */
            int32_t error, source, tag;
            uint32_t request; /* Mprobe: the message's number */
            int64_t bytes;
        } leave;
        struct { /* COMM */
            uint64_t id, where;
            int32_t size, rank;
        } comm_;
        struct { /* TYPE: `basics` elements of the predefined type `basic`, or a mixture */
            uint64_t signature;
            int64_t bytes, basics;
            uint32_t type, basic;
        } type_;
        struct { /* MADE, FREED, MISUSE, DROPPED, EXIT */
            uint64_t handle, where;
            uint32_t detail, request;
            int32_t error;
        } event;
        struct watch_done done[WATCH_DONES];
        int32_t words[WATCH_WORDS]; /* REQUESTS, MEMBERS */
        char text[48];
    };
};

_Static_assert(sizeof(struct watch_record) == 64, "one cache line");

/* So many calls of a rank are kept with their times. Of later ones only the beginnings of those
 * that may block have a time of their own; all else has the latest of these. */
#define WATCH_TIMED 4096u

#define WATCH_FEW 3u

/* The unit of the ring. A record does not go over the ring's end: cells of kind NONE fill it up. */
struct watch_cell {
    uint8_t kind;  /* NONE, AGAIN, FEW, LOOP; else a record begins here */
    uint8_t place; /* AGAIN: of the remembered record; FEW: how many; LOOP: how many cells */
    /* Requests are told by how far they are from the number of requests that the stream has told
     * of (POST, NAMED), this one included: in a loop, that is the same in every round. */
    int16_t request[WATCH_FEW];
    uint64_t time; /* LOOP: how many cells it stands for */
};

#define WATCH_CELLS (sizeof(struct watch_record) / sizeof(struct watch_cell)) /* of a record */

_Static_assert(sizeof(struct watch_cell) == 16, "a quarter of a record");

/* Where records are remembered; one that is to be says its place in its last word. */
#define WATCH_PLACES 128u
enum { WATCH_RECORD_WORDS = 8, WATCH_TIME_WORD = 1, WATCH_PLACE_WORD = 7 };

/* A loop has up to so many cells. */
#define WATCH_LOOP 128u

/* The rank waits for the grader when it is so many cells of loops ahead. */
#define WATCH_AHEAD (UINT64_C(1) << 19)

/* The number of a request that AGAIN tells anew; NULL where there is none. */
static inline uint32_t *watch_request(struct watch_record *record) {
    if (record->kind == RECORD_POST)
        return &record->call_.request;
    return record->kind == RECORD_DONE ? &record->done[0].request : (uint32_t *)0;
}

/* `head`: how many cells there are, and of a LOOP that is the last of them, for how many cells it
 * stands so far. */
static inline uint64_t watch_head(uint64_t cells, uint64_t looped) {
    return (cells & UINT32_MAX) | looped << 32;
}

struct watch_header {
    uint64_t magic;
    uint32_t version, np, ring, calls;
};

struct watch_slot {
    /* Written by the rank. */
    _Atomic uint64_t head;    /* see watch_head() */
    _Atomic uint32_t pid;     /* as the rank sees it; 0 before its first MPI call */
    _Atomic uint32_t threads; /* that have called MPI */
    _Atomic uint32_t lost;
    _Atomic uint32_t other_thread; /* MPI is called by a thread that is not the process's first */
    _Atomic uint64_t base, end;    /* where the program is loaded */
    _Atomic uint64_t polls;        /* tests and probes that found nothing */
    _Atomic uint64_t poll_where;
    _Atomic uint32_t poll_call;
    _Atomic uint32_t idle; /* odd while MPI, in a call, found nothing to do and lets others run */
    _Atomic uint64_t entered; /* when the latest call that may block began; in a LOOP, one of the
                               * latest of them */
    char pad1[56];
    /* Written by the grader: how many cells it has read, and how many that LOOPs stand for. */
    _Atomic uint64_t taken, looped;
    char pad2[48];
    _Atomic uint64_t totals[CALL_COUNT];
};

#define WATCH_PAGE 4096u
#define WATCH_UP(n) (((n) + WATCH_PAGE - 1) / WATCH_PAGE * WATCH_PAGE)
#define WATCH_SLOT_HEAD WATCH_UP(sizeof(struct watch_slot))
#define WATCH_SLOT_BYTES(ring) (WATCH_SLOT_HEAD + (uint64_t)(ring) * sizeof(struct watch_cell))
#define WATCH_MAP_BYTES(np, ring) (WATCH_PAGE + (uint64_t)(np)*WATCH_SLOT_BYTES(ring))
#define WATCH_SLOT_AT(rank, ring) (WATCH_PAGE + (uint64_t)(rank)*WATCH_SLOT_BYTES(ring))

/* A clock that all processes of one machine share and that costs little to read. */
static inline uint64_t watch_ticks(void);

#if defined(__x86_64__)
static inline uint64_t watch_ticks(void) {
    return __builtin_ia32_rdtsc();
}
#else
#include <time.h>
static inline uint64_t watch_ticks(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
#endif

#endif
