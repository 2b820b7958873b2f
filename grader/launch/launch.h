/* SPDX-License-Identifier: MIT */
/* Runs one case of a program under mpirun in a sandbox and gives what it left behind; runs
 * compilers in the same sandbox.
 *
 * Theory of operation: mpigrade -> bwrap -> mpirun -np P -> mpigrade-agent (one per rank) -> the
 * program. Each agent makes its program's stdout and stderr pipes and passes the read ends to the
 * grader over a Unix socket in the run's folder. The grader accepts exactly P agents with distinct
 * ranks, closes the listener and says go; no student's process ever meets a listening socket. Then
 * one poll loop (run.c) reads every rank's streams, watches the limits and asks the observer. When
 * a rank ended badly, the others may say what they still have to say; then the whole sandbox dies
 * by SIGKILL to the first process of its PID namespace, daemons and all. What happened is put into
 * an outcome by outcome.c.
 *
 * Without a sandbox (--sandbox=off) the keeper of grader/agent stands in for the PID namespace. */
#ifndef MPIGRADE_LAUNCH_LAUNCH_H
#define MPIGRADE_LAUNCH_LAUNCH_H

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "capture/capture.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* ---- the launcher: what was found on this machine ---- */

struct launcher;

enum sandbox_mode {
    SANDBOX_AUTO, /* a sandbox when this machine can; launcher_unenforced() says what is missing */
    SANDBOX_REQUIRE, /* without one nothing runs */
    SANDBOX_OFF,
};

/* NULL: the usual, looked up on PATH. */
struct launcher_options {
    enum sandbox_mode sandbox;
    const char *mpirun, *mpicc, *mpicxx, *python3;
    const char *memory; /* a folder in memory, for the small files of a run; NULL: /dev/shm. Without
                           room there, $TMPDIR */
    int lifeline;       /* a descriptor that is open in others as long as any job may still write;
                           0: none */
    const char *agent;  /* NULL: mpigrade-agent beside this program, or in ../libexec/mpigrade */
};

/* ERROR_FAULT when there is no mpirun, no agent, or no sandbox where one is required. May be used
 * by several threads at a time. */
struct launcher *launcher_new(const struct launcher_options *options, struct error *error) MUST_USE;
void launcher_free(struct launcher *launcher); /* NULL is fine */

/* From now on cases and compilers of this process and of those that it forks take at most `slots`
 * (1 to SLOTS_MOST, launch/slots.h) at a time: a case one for each rank, but never more than there
 * are, a compiler one. */
int launcher_share(struct launcher *launcher, int slots, struct error *error) MUST_USE;

/* How many that are; 0 when nobody has said so: then cases are to be run one after the other. */
int launcher_slots(const struct launcher *launcher);

const char *launcher_mpi(const struct launcher *launcher);     /* "Open MPI 4.1.4" */
const char *launcher_agent(const struct launcher *launcher);   /* its path */
const char *launcher_sandbox(const struct launcher *launcher); /* "bubblewrap 0.8.0" or "off" */

/* No job sees `path` (or the folder of a file) wherever it lies; NULL is fine. Before jobs run. */
void launcher_hide(struct launcher *launcher, const char *path);

/* How each limit on a whole job is kept: "cgroup" by the kernel, "polled" by us every few
 * milliseconds, "none". */
struct launcher_limits {
    const char *memory, *processes;
};
struct launcher_limits launcher_limits(const struct launcher *launcher);

/* What could not be enforced, a sentence; NULL when all limits and walls are in place. */
const char *launcher_unenforced(const struct launcher *launcher);

enum launch_tool { TOOL_MPICC, TOOL_MPICXX, TOOL_PYTHON3 };

/* The path of a compiler or interpreter that the sandbox shows; for python3 one that can import
 * mpi4py. NULL and an ERROR_FAULT with advice when there is none. */
const char *launcher_find(struct launcher *launcher, enum launch_tool tool,
                          struct error *error) MUST_USE;

/* ---- one case ---- */

/* The program's folder as the program sees it. A word of a command that starts with it is
 * given as the folder's real path where there is no sandbox. */
#define LAUNCH_FOLDER "/program"

enum observed {
    OBSERVED_NOTHING,
    OBSERVED_DEADLOCK,   /* proved */
    OBSERVED_STANDSTILL, /* a rank has failed, and no other can ever go on: nothing more will come
                          */
};

/* Looks at a case while it runs. Any function may be NULL. */
struct observer {
    void *context;

    /* Before the start: makes a file in `folder` and returns its name. The program finds its path
     * in MPIGRADE_WATCH and may write to it. Called again when a case is run again. NULL with an
     * error set: the case cannot be run. */
    const char *(*prepare)(void *context, const char *folder, int np, struct error *error);

    /* A rank's process ended by itself, by exit or, `crashed`, by a signal. */
    void (*ended)(void *context, int rank, bool crashed);

    /* While the programs run; pids[rank] is the program's process in our PID namespace, 0 before it
     * has started. Anything but OBSERVED_NOTHING ends the case; with it comes in how many
     * milliseconds it is to be asked again. */
    enum observed (*tick)(void *context, const pid_t *pids, int *ret_rest_ms);

    /* After the end, when no process of the case lives: what was recorded, for capture->calls. */
    const struct call_log *(*collect)(void *context, struct arena *arena,
                                      const struct capture *capture);
};

struct launch_request {
    const char *case_id;
    int np;
    const char *folder;         /* shown to the program, read-only, as LAUNCH_FOLDER */
    const char *const *command; /* NULL-ended; how the program is started, e.g. "/program/ring" */
    const char *const *args;    /* NULL-ended, or NULL; the case's own arguments */
    const char *input;          /* rank 0's standard input, or NULL; the others have none */
    size_t input_length;
    struct limits limits;
    const char *watch_library;       /* preloaded into the program; NULL: none */
    const char *const *environment;  /* NULL-ended "NAME=value", or NULL; added to the fixed one */
    const struct observer *observer; /* NULL: none */
    bool once;                       /* do not repeat a case that timed out or crashed */
};

/* Runs it. A case that timed out, or crashed after it had printed something, is run once more with
 * no other case of this launcher beside it, and the second run counts. -1 only for an ERROR_FAULT:
 * the program could not be started, three times in a row. */
int launch_case(struct launcher *launcher, const struct launch_request *request,
                struct arena *arena, struct capture **ret_capture, struct error *error) MUST_USE;

/* ---- a compiler ---- */

#define TOOL_OUTPUT "/build" /* the output folder as the tool sees it */
enum { TOOL_FILE_MB = 512 }; /* that a file may grow to */

struct tool_request {
    const char *folder;         /* shown, read-only, as LAUNCH_FOLDER; the tool runs in it */
    const char *output;         /* shown, writable, as TOOL_OUTPUT; or NULL */
    const char *const *command; /* NULL-ended */
    struct limits limits;       /* build_s, build_memory_mb */
    size_t output_cap;          /* bytes kept of what the tool prints */
};

struct tool_result {
    int exit_code; /* -1 when a signal ended it */
    int signal;
    bool timed_out;
    const char *output; /* stdout and stderr as they came, in the arena, NUL-terminated */
    uint64_t dropped;   /* bytes over the cap */
};

int launch_tool(struct launcher *launcher, const struct tool_request *request, struct arena *arena,
                struct tool_result *ret_result, struct error *error) MUST_USE;

/* ---- for `mpigrade doctor` ---- */

struct probe {
    const char *name; /* "mpirun", "sandbox", "a run of 4 ranks" ... */
    bool works;
    bool needed;        /* without it nothing can be graded */
    const char *text;   /* version and path, or what is wrong */
    const char *advice; /* what to do, or NULL */
};

/* Tries everything that grading needs on this machine; never fails. */
size_t launch_probe(const struct launcher_options *options, struct arena *arena,
                    struct probe **ret_probes) MUST_USE;

#endif
