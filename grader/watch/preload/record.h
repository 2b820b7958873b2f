/* SPDX-License-Identifier: MIT */
/* Writing the stream of records; see layout.h. Loaded into the student's program: nothing here may
 * fail loudly, change errno, allocate on the usual path, or call MPI other than by the real
 * functions. */
#ifndef MPIGRADE_WATCH_PRELOAD_RECORD_H
#define MPIGRADE_WATCH_PRELOAD_RECORD_H

#include "watch/layout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A call as it begins. The zero value is a call about nothing; peers and tags as layout.h has them.
 */
struct call {
    uint32_t comm;
    int peer, tag;
    int64_t count;
    uint32_t type, op;
    uint8_t flags;
    uint32_t request, persistent;
    const struct call *half; /* NULL: none */
    size_t request_count;
    const uint32_t *requests;
};

/* What this process and this thread are doing. */
struct watch_process {
    struct watch_slot *slot; /* NULL until the first MPI call, and when not watched */
    bool off;                /* never try (again) to find the slot */
    bool initialized, finalized;
    bool strict_sends, strict_collectives;
    uint64_t perturb; /* state of the delays (perturb.h); 0: none */
    uint64_t calls;   /* that the program made, while one thread makes them */
};

struct watch_thread {
    int depth; /* > 0: inside an MPI call; what MPI calls itself is not the program's */
    bool seen;
    enum watch_call call;
    void *address; /* that the call returns to */
    char *frame;   /* of the call, on the stack */
};

extern struct watch_process watch_process;
extern _Thread_local struct watch_thread watch_thread;

/* Every wrapper begins with call_begin() and, if that says true, closes with call_end(). False: the
 * call is not the program's own, or nobody watches. */
bool call_begin_slowly(enum watch_call call, void *address, char *frame);
void call_abandoned(void); /* it will never return: the program jumped out of it */
void call_end(void);

static inline bool call_begin(enum watch_call call, void *address) {
    char *frame = __builtin_frame_address(0);
    if (watch_thread.depth != 0 && frame < watch_thread.frame)
        return false; /* MPI's own, or that of a function that MPI calls */
    if (watch_process.off)
        return false;
    if (watch_thread.depth != 0)
        call_abandoned();
    if (!watch_process.slot || !watch_thread.seen || watch_process.perturb != 0 ||
        !watch_process.initialized || watch_process.finalized)
        return call_begin_slowly(call, address, frame);
    watch_thread = (struct watch_thread){1, true, call, address, frame};
    watch_process.calls++;
    _Atomic uint64_t *total = &watch_process.slot->totals[call];
    atomic_store_explicit(total, atomic_load_explicit(total, memory_order_relaxed) + 1,
                          memory_order_relaxed);
    return true;
}

void record_enter(const struct call *call);
void record_post(const struct call *call);
void record_named(const struct call *call); /* a persistent request */
void record_leave(int error, int source, int tag, int64_t bytes);
void record_poll(void); /* a test or probe that found nothing */

/* Completed requests; `leave`: the call that waited for them returns with this. */
void record_done(const struct watch_done *done, const uint8_t *flags, size_t count, bool leave,
                 int error);

void record_event(enum watch_record_kind kind, uint32_t detail, uint64_t handle, uint32_t request,
                  uint8_t flags, int error);
void record_comm(uint32_t serial, uint64_t id, int rank, int size, const int *members, bool inter);
void record_comm_freed(uint32_t serial);
void record_type(uint32_t type, uint64_t signature, int64_t bytes, uint32_t basic, int64_t basics);
void record_file(uint32_t number, const char *path);

/* One lock for the stream and one for the tables of handles; held for a moment only. */
void tables_lock(void);
void tables_unlock(void);

#endif
