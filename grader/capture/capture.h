/* SPDX-License-Identifier: MIT */
/* What one case left behind: the words that launch (which makes captures) and judge and report
 * (which read them) share, and nothing else. Plain data; everything in a capture belongs to the
 * arena it was made in. */
#ifndef MPIGRADE_CAPTURE_CAPTURE_H
#define MPIGRADE_CAPTURE_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who prints so many times what is kept of a stream never ends. */
enum { OUTPUT_ABSURD = 4096 };

/* How a case ended. X(ENUM, json key) */
#define CASE_OUTCOMES(X)                                                                           \
    X(FINISHED, "finished")                                                                        \
    X(DEADLOCKED, "deadlocked")                                                                    \
    X(TIMED_OUT, "timed_out")                                                                      \
    X(CRASHED, "crashed") /* a rank died by a signal that we did not send */                       \
    X(ABORTED, "aborted") /* MPI_Abort, an MPI error, or a rank that exited with a status */       \
    X(LIMIT_EXCEEDED, "limit_exceeded")

enum case_outcome {
#define X(name, key) CASE_##name,
    CASE_OUTCOMES(X)
#undef X
        CASE_OUTCOME_COUNT
};

const char *case_outcome_key(enum case_outcome outcome);

/* The bytes of one stream of one rank. Over the cap the head and the tail are kept. */
struct stream {
    const char *head; /* head_length bytes, NUL behind them; may hold NULs itself */
    size_t head_length;
    const char *tail; /* the last bytes when dropped > 0 */
    size_t tail_length;
    uint64_t dropped; /* bytes between head and tail that were not kept */
};

struct rank_capture {
    bool started;       /* the program was executed on this rank */
    bool stopped;       /* it was stopped by a signal and had not been continued at the end */
    bool ended;         /* it ended by itself: exit_code or signal is true of it */
    int exit_code;      /* 0..255; -1 when ended by a signal or by us */
    int signal;         /* 0 when none; the signal that ended it when ended */
    int64_t cpu_us;     /* user + system time, microseconds */
    int64_t peak_bytes; /* peak resident memory */
    struct stream out, err;
};

struct capture {
    const char *case_id;
    int np;
    enum case_outcome outcome;
    int culprit; /* the rank that crashed, aborted, or met the limit; -1 when none or unknown. One
                  * that has not ended was cut off from us, or hangs behind an exception. */
    int status;  /* mpirun's exit status; -1 when it was killed */
    const char *limit; /* the name of the limit that was exceeded ("wall_s", "cpu_s" …), or NULL */
    int64_t allowed;   /* its value; 0 without one */
    int64_t wall_us;
    bool repeated; /* run again alone because the first run may have been the machine's fault */
    const char *launcher_text;    /* what mpirun itself said, NUL-terminated; "" when nothing */
    struct rank_capture *ranks;   /* np of them */
    const struct call_log *calls; /* what the watch library recorded; NULL when not watched */
    const char *unanswered; /* of an answer that cannot be judged: why, as a sentence; else NULL */
};

#endif
