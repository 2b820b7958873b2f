/* SPDX-License-Identifier: MIT */
#include "watch/preload/perturb.h"

#include "watch/preload/record.h"

#include <stdlib.h>
#include <time.h>

enum {
    LAG_NS = 5000000, /* between a rank and the next slower one */
    NAP_NS = 1000000,
    ALL_NS = 60000000,
};

enum kind {
    LOCAL_CALL, /* communicates with nobody, or asks again and again: never delayed */
    MEETS,      /* waits for others */
    SENDS,
};

/* Families as a whole; perturb_start() sets those of the rest that are unlike the others. */
static uint8_t kinds[CALL_COUNT] = {
#define SPECIAL(name) [CALL_##name] = MEETS,
#define SEND(name, synchronous) [CALL_##name] = SENDS,
#define ISEND(name, synchronous) [CALL_##name] = SENDS,
#define SEND_INIT(name, synchronous) [CALL_##name] = LOCAL_CALL,
#define NEW(name, formals, actuals, kind, handle) [CALL_##name] = LOCAL_CALL,
#define NEW_KEY(name, formals, actuals, key) [CALL_##name] = LOCAL_CALL,
#define FREE(name, formals, actuals, kind, handle) [CALL_##name] = LOCAL_CALL,
#define FREE_KEY(name, formals, actuals, key) [CALL_##name] = LOCAL_CALL,
#define LOCAL(name, formals, actuals) [CALL_##name] = LOCAL_CALL,
#include "watch/mpi_calls.def"
};

static const enum watch_call also_send[] = {CALL_Sendrecv, CALL_Sendrecv_replace, CALL_Start,
                                            CALL_Startall};
static const enum watch_call also_local[] = {
    CALL_Comm_get_attr, CALL_Comm_get_errhandler,
    CALL_Comm_group,    CALL_Comm_set_errhandler,
    CALL_Finalized,     CALL_Get_library_version,
    CALL_Get_version,   CALL_Improbe,
    CALL_Initialized,   CALL_Iprobe,
    CALL_Recv_init,     CALL_Test,
    CALL_Testall,       CALL_Testany,
    CALL_Testsome,      CALL_Type_commit,
    CALL_Wtick,         CALL_Wtime,
};

static struct {
    uint64_t lag_ns, left_ns;
    bool met; /* others since the last send */
} self;

/* The place of `rank` in the `index`th order of four. */
static uint64_t place_of(int rank, uint64_t index) {
    int places[] = {0, 1, 2, 3}, last = rank % 4;
    uint64_t orders = 6;
    for (int i = 0;; i++) {
        uint64_t chosen = index / orders;
        int place = places[chosen];
        if (i == last)
            return (uint64_t)place;
        for (uint64_t k = chosen; k < 3; k++)
            places[k] = places[k + 1];
        index %= orders;
        orders /= i == 0 ? 3 : i == 1 ? 2 : 1;
    }
}

void perturb_start(const char *text, int rank) {
    uint64_t seed = text ? strtoull(text, NULL, 10) : 0;
    if (seed == 0)
        return;
    for (size_t i = 0; i < sizeof also_send / sizeof *also_send; i++)
        kinds[also_send[i]] = SENDS;
    for (size_t i = 0; i < sizeof also_local / sizeof *also_local; i++)
        kinds[also_local[i]] = LOCAL_CALL;
    watch_process.perturb = (seed + 1) * 0x9e3779b97f4a7c15u + (uint64_t)rank * 0xbf58476d1ce4e5b9u;
    /* Small seeds are likely: 1 is the order from the last rank to the first, and those that follow
     * are unlike each other. */
    self.lag_ns = LAG_NS * place_of(rank, (seed % 24 * 5 + 18) % 24);
    self.left_ns = ALL_NS;
    self.met = true;
}

static uint64_t next_number(void) {
    uint64_t x = watch_process.perturb;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return watch_process.perturb = x != 0 ? x : 1;
}

void perturb_call(enum watch_call call) {
    enum kind kind = (enum kind)kinds[call];
    if (kind == LOCAL_CALL)
        return;
    uint64_t x = next_number(), ns = (x >> 8) % 4 == 0 ? (x >> 20) % NAP_NS : 0;
    if (kind == SENDS && self.met)
        ns += self.lag_ns;
    self.met = kind != SENDS;
    ns = ns < self.left_ns ? ns : self.left_ns;
    self.left_ns -= ns;
    const struct timespec nap = {.tv_nsec = (long)ns};
    if (ns > 0)
        (void)clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
}
