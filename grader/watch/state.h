/* SPDX-License-Identifier: MIT */
/* What the grader knows of a running case, built from the records; private to grader/watch.
 *
 * read.c reads records, account.c and handles.c keep this up to date by them (loops.c: by those
 * that only repeat others), messages.c matches sends with receives, collectives.c counts who
 * entered which collective, prove.c asks who can go on, finish.c makes the call log of it. */
#ifndef MPIGRADE_WATCH_STATE_H
#define MPIGRADE_WATCH_STATE_H

#include "base/arena.h"
#include "capture/calls.h"
#include "watch/classes.h"
#include "watch/index.h"
#include "watch/map.h"

/* Bounds on what hostile or immense programs make us keep; beyond, nothing is claimed. */
enum {
    MOST_WAITING_MESSAGES = 16384, /* at one rank on one communicator */
    MOST_COMMS = 4096,
    MOST_OPEN_COLLECTIVES = 65536, /* entered by some members only, on one communicator */
    MOST_REQUESTS = 1 << 17,       /* of one rank, at one time */
    MOST_MADE = 65536,             /* datatypes and other handles of one rank, at one time */
    MOST_KEPT = 64 << 20,          /* bytes for what is counted with keep(), of all ranks */
    MOST_STEPS = 1 << 24,          /* looks at messages, for one record or one question */
    MOST_EVENTS = WATCH_TIMED,     /* kept for each rank */
    MOST_COLLECTIVES = 4096,       /* kept in order */
    MOST_MISUSES = 256,
    MOST_FILES = 64,   /* Python files of one rank */
    MOST_SITES = 4096, /* calls in them */
    BATCH = 512,       /* cells fetched at a time */
    MOST_PAIRS = 256,  /* kept for finding races, at one rank on one communicator */
    MOST_APART = 16,   /* communicators whose messages are counted apart */
};

struct file_name {
    char text[256];
};

struct type {
    uint32_t type, basic; /* basic TYPE_UNKNOWN: a mixture, or not known */
    int64_t bytes, basics;
    uint64_t signature;
};

/* What the state costs: memory, and looks at messages since it was last set to 0. */
struct cost {
    size_t kept;
    uint64_t steps;
};

/* Which round of loops (0: none), and which cell of its rank's loop, made this. */
struct origin {
    uint32_t round, cell;
};

/* A send or a receive. Lives while its inbox lists it or a call or request refers to it. */
struct message {
    struct message *next; /* in the inbox's list */
    int references;
    int owner;        /* the rank that posted it */
    int source, dest; /* world ranks; source WATCH_ANY: from anyone, and not known yet from whom */
    int tag;
    bool sends, synchronous, buffered, matched, wildcard;
    struct type type;
    int64_t count; /* -1: not known */
    enum watch_call call;
    uint64_t where;
    uint32_t comm; /* its owner's number for the communicator */
    size_t event;
    struct inbox *inbox;
    uint64_t *apart; /* of its communicator */
    struct cost *cost;
    size_t size; /* as counted there */
    struct origin origin;

    /* For race.c. */
    struct message *partner; /* of a receive: what it met */
    uint64_t order;          /* of posting, in its inbox */
    int asked_tag;
    uint32_t *clock;  /* of a send: what its rank knew then */
    uint32_t done_at; /* of a receive: its rank's own count when it completed; 0: did not */
};

struct message_list {
    struct message *first, **end;
    size_t count;
};

/* What has not met its other end, for one rank on one communicator. */
struct inbox {
    struct message_list sends, receives; /* in order of reading, of posting */
    uint64_t posted;
    bool wild; /* a receive from anyone was posted: from then on, receives that met something: */
    size_t pair_count;
    struct message **pairs; /* MOST_PAIRS of them */
    bool uncertain;         /* something was cancelled: nothing is claimed about what is here */
    uint32_t touched;       /* in the latest such round of loops */
};

/* What one member says of a collective. */
struct note {
    bool entered;
    enum watch_call call;
    int root; /* comm rank */
    uint32_t op;
    uint64_t where;
    struct type type; /* of what all must agree on: */
    int64_t count;    /* how much each gives to or takes from each other; -1 when that may differ */
    struct type varying; /* where it differs: of which type it is */
};

/* The k-th collective of a communicator, until all members are in it. */
struct collective {
    struct note *notes; /* by comm rank */
    int entered_count;
    int first;         /* comm rank of who entered first */
    bool crossed;      /* functions or roots differ, so that nobody knows who waits for whom */
    struct join *join; /* what its members knew, for clocks.c */
    struct type type;  /* as in the notes, of the first that says */
    int64_t count;
};

struct comm {
    uint64_t id;
    int number; /* in order of appearance, for its name */
    int size;
    int *members;
    bool inter;
    int freed;         /* by so many members */
    bool gone;         /* by all, and nothing is left on it */
    uint32_t *serials; /* by comm rank: what that rank calls it */
    struct inbox *inboxes;
    uint64_t made_where;     /* by the first that told us */
    uint64_t *apart;         /* np * np messages sent, np * np received; NULL: counted with all */
    uint64_t *next;          /* number of the next collective, by comm rank */
    struct collective *open; /* a ring: numbers base .. base + open_count */
    uint64_t base;
    size_t open_count, open_capacity;
    struct note *spare_notes;
    uint32_t touched; /* as in inboxes */
};

/* How one rank refers to a communicator. */
struct comm_handle {
    struct comm *comm;
    int rank;
    bool freed;
    uint64_t where;
    enum watch_call call;
};

struct request {
    uint32_t serial;
    struct message *message; /* or */
    struct comm *comm;       /* a collective: */
    uint64_t number;
    struct join *join;
    struct watch_record begun;
    size_t event;
    struct origin origin;
};

struct made {
    enum watch_handle kind;
    int count;
    uint64_t where;
    enum watch_call call;
};

/* A place in a Python program that makes an MPI call. */
struct site {
    uint64_t where;
    enum watch_call call;
    uint64_t count;
    uint64_t
        tags; /* how often the tag was another than before: mpi4py's reductions number theirs */
    int last_tag;
};

/* An event as it is kept until the end. */
struct logged {
    struct watch_record begun;
    struct comm *comm;
    int comm_number;
    int peer; /* world rank */
    int64_t bytes;
    uint64_t left; /* ticks; 0: not */
    int match_rank;
    size_t match_event;
    bool sends;
};
#define NO_EVENT SIZE_MAX

/* Cells, as many as a rank has told of: whole ones, and those that the last of them, a LOOP, stands
 * for. */
struct extent {
    uint64_t cells, looped;
};

/* What a rank has told, and how far we have read it. */
struct input {
    struct extent seen;       /* all that caused what has been fetched of any rank is in it */
    struct extent fetched;    /* what was seen when cells were fetched last */
    uint64_t read, taken;     /* cells; as the rank was told */
    struct watch_cell *batch; /* fetched; those before batch_at are read. Owns: latest, body */
    size_t batch_count, batch_at;
    struct watch_record *remembered; /* WATCH_PLACES; see layout.h */
    struct watch_cell *latest;       /* WATCH_LOOP of them */
    uint64_t latest_count;
    uint32_t requests; /* that it told of */

    /* The loop that we are in; its cell is the latest one read. */
    uint32_t period, next; /* period 0: none */
    struct watch_cell *body;
    uint64_t told, done; /* how many cells it stands for, and how many of them are read */
    bool closed;         /* and no more will be told */
    uint64_t looped;     /* cells read of all loops before it */
    uint64_t before;     /* the head at the last tick */
    bool moves;          /* it is another one now */
    uint64_t not_moved;  /* the time of the latest tick before it moved last */
};

struct rank {
    struct input in;
    bool ended, crashed, exited, initialized, finalized, failed;
    int schedstat; /* its file descriptor, or -1 */
    bool threaded;

    /* The call that it is in. */
    bool in_call;
    struct watch_record now;
    struct message *sending, *receiving;
    struct comm *comm; /* of a collective */
    uint64_t number;
    struct join *join;
    uint32_t *clock; /* what it knows of all ranks' counts of calls */
    size_t wait_count, wait_capacity;
    uint32_t *waits;
    size_t event;

    /* Pieces that came before the record they belong to. */
    bool has_half;
    struct watch_record half;
    size_t piece_count; /* of waits */

    /* A communicator being told. */
    bool making;
    struct watch_record comm_record;
    int *members;
    size_t member_count;

    struct index comms, types, requests, persistent, made, files, sites;
    struct watch_record last; /* the last call that began */

    struct logged *events;
    size_t event_count, event_capacity;
    uint64_t events_dropped;
};

struct misuse_seen {
    enum misuse kind;
    int rank;
    enum watch_call call;
    uint64_t where;
    int other_rank; /* -1: none */
    enum watch_call other_call;
    uint64_t other_where;
    int64_t mine, others; /* roots, counts, types, operators, error row: as the kind has it */
    const char *note;     /* more about it, or NULL */
};

/* Why a rank cannot go on, as prove.c finds out. The sets are of world ranks, np flags each: all of
 * `all` must act, and one of `any`, when they have members. The loose sets are the same, unless MPI
 * lets the call return without them. */
enum need_set { NEED_ALL, NEED_ANY, LOOSE_ALL, LOOSE_ANY, NEED_SETS };

struct need {
    bool blocked; /* else the rest means nothing */
    bool *sets[NEED_SETS];
    int counts[NEED_SETS];
    uint64_t patience_ns; /* what moving the data of loose needs may take */
    int hops;             /* through how many ranks the data may come; 0: no collective */
};

struct proof {
    bool found;
    bool standstill;    /* nobody can go on because a rank has failed: that is no deadlock */
    bool loose;         /* loose needs were counted, with evidence */
    uint64_t since_ns;  /* when some were first known to be stuck; 0: never */
    uint64_t delay_ns;  /* from the last one's getting stuck to the verdict */
    bool *members;      /* who is stuck */
    struct need *needs; /* of each rank */
};

/* Ranks that looked stuck if loose needs count, and the CPU time they had used then; in how many
 * rounds all have found nothing to do since then. */
struct evidence {
    bool gathering;
    bool *members;
    uint64_t *heads, *cpu_ns;
    uint32_t *idles; /* at the begin of the round */
    uint64_t rounds;
};

struct watch {
    struct map map;
    int np;
    uint64_t moved_ns;   /* when records last came */
    uint64_t until_ns;   /* when reading has to pause */
    bool late;           /* it is past that */
    bool changed;        /* since the needs were last worked out */
    uint64_t ticked;     /* when a tick last began */
    bool holds, holding; /* loops that are ahead of others; see watch.c */
    bool lost;           /* records, or track of them: nothing is claimed any more */
    struct cost cost;
    struct arena *arena;
    struct rank *ranks;
    struct index comms;
    int comm_count, apart_count;
    uint64_t *messages, *received;
    struct logged *collectives; /* match_rank: who entered first */
    size_t collective_count, collective_capacity;
    struct misuse_seen *misuses;
    size_t misuse_count, misuse_capacity;
    struct proof proof;
    struct evidence evidence;
    bool *able; /* scratch of the prover: who can go on */
    struct loops *loops;
    uint32_t cell; /* of a loop: the one that is being read */
};

/* index.c's tables take so much for each of their entries. */
enum { INDEX_BYTES = 64 };

/* handles.c */
const struct type *account_type(const struct rank *rank, uint32_t type);
bool types_differ(struct type one, struct type other); /* for certain */
int64_t bytes_of(struct type type, int64_t count);     /* -1 when not known */
void learn_type(struct watch *watch, struct rank *rank, const struct watch_record *record);
void begin_comm(struct watch *watch, int owner, const struct watch_record *record);
void more_members(struct watch *watch, int owner, const struct watch_record *record);
struct comm_handle *comm_of(const struct rank *rank, uint32_t serial); /* NULL: not known */
void free_comm(struct watch *watch, const struct rank *rank, const struct watch_record *record);
void make(struct watch *watch, struct rank *rank, const struct watch_record *record);
void unmake(struct watch *watch, struct rank *rank, const struct watch_record *record);
void file_name(struct watch *watch, struct rank *rank, const struct watch_record *record);

/* read.c */
/* What is new of a rank, so many records at most, up to what needs another's records first, and not
 * beyond `until_ns`; `anyway`: at least one record of these. How many were read. */
uint64_t read_rank(struct watch *watch, int rank, uint64_t most, bool anyway);
void look_ahead(struct watch *watch);        /* how far ranks in loops have come, and who goes on */
bool unread(const struct rank *rank);        /* it has told of more than we have read */
uint64_t read_head(const struct rank *rank); /* its head, if it has told of no more than that */

/* loops.c */
/* Where ranks do the same again and again, together: reads a few rounds, and counts the others.
 * True when there were some to be counted. The other functions tell it what a round does. */
bool skip_loops(struct watch *watch);
void tally(struct watch *watch, uint64_t *counter); /* one more */
void loop_unsteady(struct watch *watch);            /* the round is not like others */
void loop_touches_inbox(struct watch *watch, struct inbox *inbox);
void loop_touches_comm(struct watch *watch, struct comm *comm);
struct origin loop_origin(const struct watch *watch);

/* account.c */
/* Counts memory; false (and not counted) when it is too much. */
bool keep(struct watch *watch, size_t bytes);
void let_go(struct cost *cost, size_t bytes);
bool exhausted(const struct cost *cost); /* too many steps: what was asked stays open */
void account(struct watch *watch, int rank, const struct watch_record *record);
void account_done(struct watch *watch);
void request_free(struct watch *watch, struct request *request); /* NULL is fine */
void note_misuse(struct watch *watch, struct misuse_seen seen);

/* A rank has failed, or called MPI_Abort: mpirun ends the others. */
bool watch_aborted(const struct watch *watch);

int world_source(const struct rank *rank, uint32_t comm, int source);

/* clocks.c */
bool clocks_kept(const struct watch *watch); /* else the rest does nothing */
size_t clock_bytes(const struct watch *watch);
void clock_tick(struct watch *watch, int rank);
void clock_hear(struct watch *watch, struct message *receive);
struct join *join_enter(struct watch *watch, struct collective *collective, int rank, bool is_root);
void join_leave(struct watch *watch, struct join *join, int rank, const struct watch_record *call,
                bool is_root);
void join_release(struct join *join); /* NULL is fine */
bool cause_missing(const struct watch *watch, int owner, const struct watch_record *record);

/* race.c */
void races_find(struct watch *watch);

/* messages.c */
struct message *message_new(struct watch *watch, struct comm *comm, int owner, bool sends,
                            const struct watch_record *record);
void message_post(struct watch *watch, struct message *message);
void message_resolve(struct watch *watch, struct message *receive, int source, int tag);
void message_release(struct message *message); /* NULL is fine */
bool message_fits(const struct message *send, const struct message *receive);
bool message_pending(const struct message *message); /* something that fits it is there */
void inbox_done(struct inbox *inbox);

/* collectives.c */
uint64_t collective_enter(struct watch *watch, struct comm *comm, int comm_rank, int rank,
                          const struct watch_record *record, const struct watch_record *half,
                          struct join **ret_join);
void collectives_report(struct watch *watch, struct comm *comm);       /* mismatches in open ones */
void collectives_missed(struct watch *watch, const struct comm *comm); /* when all is over */
struct collective *collective_open(struct comm *comm, uint64_t number); /* NULL: all are in it */
void collectives_done(struct watch *watch, struct comm *comm);

/* needs.c */
void needs_of(struct watch *watch, int rank, struct need *need);
/* Whether an implementation of MPI may let the rank leave the collective that it is in although
 * others have not come. */
bool collective_is_loose(const struct rank *rank, int owner);

/* prove.c */
void prove_start(struct watch *watch);
bool finished(const struct rank *rank); /* it calls MPI no more, or only MPI_Finalize */
bool prove(struct watch *watch);

#endif
