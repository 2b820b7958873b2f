/* SPDX-License-Identifier: MIT */
/* Slots for ranks: how many processes of students run at a time, over all processes of one batch.
 *
 * Theory of operation. A slot is a byte of a nameless file, and who holds it has it locked. Such
 * locks (open file description locks) belong to an open file and go with it: whoever is killed
 * holding slots gives them back, and no count can ever be wrong. Who gives them back himself rings
 * a bell; nobody asks again and again. Slots are taken by one process at
 * a time, the others stand in a line (a lock of its own): so a case that needs many is never passed
 * by small ones for ever, and two that hold a part each cannot wait for one another. */
#ifndef MPIGRADE_LAUNCH_SLOTS_H
#define MPIGRADE_LAUNCH_SLOTS_H

#include "base/attributes.h"
#include "base/error.h"

#define SLOTS_MOST 1024
#define SLOTS_ALL (SLOTS_MOST + 1) /* to take: all there are, with nothing beside it */

/* For this process and those that it forks: `count` slots. Start with SLOTS_NONE. */
struct slots {
    int file, line, bell;
    int count; /* 0: there are as many as anybody wants */
};

#define SLOTS_NONE                                                                                 \
    { .file = -1, .line = -1, .bell = -1 }

int slots_open(struct slots *slots, int count, struct error *error) MUST_USE;
void slots_close(struct slots *slots);

/* Waits for `want` slots, or for all there are when it wants more. They are held by the descriptor
 * *ret_held until slots_give(); -1 when there is nothing to hold. */
int slots_take(const struct slots *slots, int want, int *ret_held, struct error *error) MUST_USE;
/* Half as many from now on, though not fewer than two for each core: what ran at a time was too
 * much, for a case that met its time limit beside others did not when it was alone. */
void slots_narrow(const struct slots *slots);
void slots_give(const struct slots *slots, int *held);

/* How many this machine bears now: some for each core that nothing else uses. Ranks mostly wait for
 * each other, so more of them than cores keep the cores busy. May take 40 ms to look. */
int slots_sensible(void);

int slots_cores(void); /* that we may use */

#endif
