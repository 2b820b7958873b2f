/* SPDX-License-Identifier: MIT */
/* The socket in the run's folder at which the agents and the grader meet, and what comes through
 * it. */
#ifndef MPIGRADE_LAUNCH_RENDEZVOUS_H
#define MPIGRADE_LAUNCH_RENDEZVOUS_H

#include "base/error.h"
#include "launch/wire.h"

#include <sys/types.h>

/* Listens at `folder`/agents, whatever the folder's length. -1 with an error. */
int rendezvous_listen(const char *folder, struct error *error) MUST_USE;

/* Accepts one agent and its greeting, with the pipes that it made. 0; -1 when who came is no agent
 * that the protocol knows, and is gone again. */
struct arrival {
    int socket, out, err;
    struct wire hello;
};
int rendezvous_accept(int listener, struct arrival *ret_arrival) MUST_USE;

/* Takes one message; `*ret_sender` is its sender's process in our PID namespace. A failure is ours,
 * with errno. */
enum received { RECEIVED_MESSAGE, RECEIVED_NOTHING, RECEIVED_END, RECEIVED_FAILURE };
enum received rendezvous_receive(int socket, struct wire *ret_message, pid_t *ret_sender);

void rendezvous_send(int socket, enum wire_kind kind); /* a dead agent shows when it is read */

#endif
