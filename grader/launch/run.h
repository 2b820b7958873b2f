/* SPDX-License-Identifier: MIT */
/* One attempt at a case, from the first process to the last: run.c is its poll loop, intake.c what
 * comes in, ending.c what is left to do when it is over. */
#ifndef MPIGRADE_LAUNCH_RUN_H
#define MPIGRADE_LAUNCH_RUN_H

#include "base/bytes.h"
#include "launch/internal.h"
#include "launch/keep.h"
#include "launch/outcome.h"
#include "launch/scene.h"

#include <poll.h>

/* All descriptors are -1 while there is none. */
struct rank {
    int socket; /* of its agent */
    struct {
        int fd;
        struct keep keep;
    } streams[2]; /* stdout, stderr */
    bool started; /* the program was executed */
    bool stopped; /* by SIGSTOP, when all was over */
    struct rank_end end;
};

struct run {
    const struct launcher *launcher;
    const struct launch_request *request;
    struct arena *arena;
    struct scene scene;
    struct cage cage;
    struct bytes text; /* what mpirun says */
    int listener;      /* until all agents are here */
    int proc;          /* the sandbox's /proc */
    int np, arrived, ended;
    struct rank *ranks;
    pid_t *pids;       /* of the programs; 0 before and after */
    int failed_exec;   /* the errno of a program that could not be started */
    int failed_read;   /* the errno of a read that failed: what is captured is not all */
    int64_t go_us;     /* when the programs were started; 0 before */
    int64_t news_us;   /* when anything was heard of any rank */
    int64_t bad_us;    /* when the first rank ended badly; 0: none has */
    int64_t glance_us; /* when to ask whether the limits are to be looked at, */
    int64_t ranks_us;  /* when those of the ranks are in any case, */
    int64_t job_us;    /* and those of all that they started */
    uint16_t tasks;    /* of the machine: the fewest since ours were counted */
    struct pollfd *polled;
    struct run_end end;
};

/* ---- run.c ---- */

/* 0 and a capture; -1 and an ERROR_FAULT when the program was not started on every rank. */
int run_once(const struct launcher *launcher, const struct launch_request *request,
             struct arena *arena, struct capture **ret_capture, struct error *error) MUST_USE;

/* From those who have not said yet that their program has started. */
void run_hear_starts(struct run *run);

/* Bytes that the rank's program uses now; its peak is kept. */
int64_t run_memory(struct run *run, int rank);

/* The first ending counts. */
void run_end(struct run *run, enum ending why);
void run_end_by_limit(struct run *run, const char *limit, int rank);

/* ---- intake.c: each reads once; false when nothing is left for now ---- */

bool read_stream(struct run *run, int rank, int stream);
bool read_agent(struct run *run, int rank);
bool read_text(struct run *run);     /* of mpirun */
bool read_listener(struct run *run); /* accepts one agent; when all are here the programs start */

/* ---- ending.c ---- */

/* Ends every process of the run and reads what they left. mpirun's exit status, or -1. */
int run_finish(struct run *run);

/* The capture, or -1 and why no program ran. `end_us`: when the programs were over. */
int conclude(struct run *run, int status, int64_t end_us, struct capture **ret_capture,
             struct error *error) MUST_USE;

#endif
