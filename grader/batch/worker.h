/* SPDX-License-Identifier: MIT */
/* A worker: a process forked by the batch, which grades one attempt after the other and says what
 * came out. It knows nothing of the store. It dies with the batch: by the kernel's hand when the
 * batch is killed, else at the end of its socket. */
#ifndef MPIGRADE_BATCH_WORKER_H
#define MPIGRADE_BATCH_WORKER_H

#include "base/bytes.h"
#include "base/error.h"
#include "launch/launch.h"
#include "rubric/rubric.h"

#include <stdint.h>
#include <sys/types.h>

/* What crosses the socket: a head, then as many bytes. X(ENUM) */
enum message_kind {
    MESSAGE_WORK,   /* to the worker: 8 bytes, index of the exercise; paths, each with its NUL */
    MESSAGE_STEP,   /* what is being done */
    MESSAGE_SOURCE, /* hash of the normalised source; before the report, or not at all */
    MESSAGE_DIGEST, /* digest_of() the report as JSON; before the report */
    MESSAGE_REPORT, /* the report as JSON: the work is done */
};

struct message_head {
    uint32_t kind, length;
};

struct worker_setup {
    const struct rubric *const *rubrics; /* one for each exercise of the course */
    struct launcher *launcher;
    const char *own;   /* fingerprint_own() */
    const char *cache; /* folder in which references are remembered; NULL: the usual one */
};

/* Forks one. Its temporary files lie in `folder`. *ret_socket is our end. */
int worker_start(const struct worker_setup *setup, const char *folder, pid_t *ret_pid,
                 int *ret_socket, struct error *error) MUST_USE;

/* Hands out work. A worker that is gone is found out by the end of its socket. */
void worker_send(int socket, size_t exercise, const char *const *paths, size_t count);

/* The first whole message of what was received; NULL: more has to come. worker_drop() removes it.
 */
const struct message_head *worker_message(const struct bytes *received,
                                          const char **ret_bytes) MUST_USE;
void worker_drop(struct bytes *received);

#endif
