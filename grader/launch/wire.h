/* SPDX-License-Identifier: MIT */
/* The messages between the grader and mpigrade-agent, over a SOCK_SEQPACKET socket: one fixed-size
 * message a packet. The decoder is pure and trusts nobody: what comes from a sandbox is hostile. */
#ifndef MPIGRADE_LAUNCH_WIRE_H
#define MPIGRADE_LAUNCH_WIRE_H

#include <stddef.h>
#include <stdint.h>

enum wire_kind {
    WIRE_HELLO = 1, /* agent: I am rank r of P; comes with the read ends of stdout and stderr */
    WIRE_GO,        /* grader: all are here, start the program */
    WIRE_STARTED,   /* the program's process, just before exec: the sender's pid is the program's */
    WIRE_FAILED,    /* the same process: exec failed with `error` */
    WIRE_ENDED,     /* agent: the program ended so, and used this */
    WIRE_DISMISSED, /* agent: mpirun wants the job to end, e.g. after MPI_Abort */
    WIRE_BYE,       /* grader: every rank has ended, tell mpirun */
};

enum { WIRE_SIZE = 48, WIRE_RANKS_MAX = 4096 };

/* Members that a kind does not use are zero. */
struct wire {
    enum wire_kind kind;
    int rank, size;
    int exit_code; /* -1 when a signal ended the program */
    int signal;    /* 0 when none did */
    int error;     /* an errno; of WIRE_ENDED: ENOSPC when /tmp is full, 0 when it is not */
    int64_t cpu_us;
    int64_t peak_bytes;
};

void wire_encode(const struct wire *message, uint8_t ret_bytes[WIRE_SIZE]);

/* 0, or -1 when it is no message that the protocol knows. */
int wire_decode(const uint8_t *bytes, size_t length, struct wire *ret_message);

#endif
