/* SPDX-License-Identifier: MIT */
/* What the files of this floor share. */
#ifndef MPIGRADE_LAUNCH_INTERNAL_H
#define MPIGRADE_LAUNCH_INTERNAL_H

#include "base/process.h"
#include "launch/cgroup.h"
#include "launch/launch.h"
#include "launch/slots.h"

#include <pthread.h>

/* ---- words.c: a NULL-ended list of words that grows ---- */

struct words {
    struct arena *arena;
    const char **items;
    size_t count, capacity;
};

void words_add(struct words *words, const char *word);
void words_add_all(struct words *words, const char *const *list); /* NULL is an empty list */
#define WORDS_ADD(words, ...) words_add_all((words), (const char *const[]){__VA_ARGS__, NULL})

enum mpi_kind { MPI_OPEN_MPI, MPI_MPICH };

struct launcher {
    struct arena *arena;                /* owned; everything below lives in it */
    const char *mpirun, *agent, *bwrap; /* absolute paths; bwrap NULL: no sandbox */
    const char *memory;                 /* where runs' folders are made, in memory */
    const char *components;             /* see components.c; NULL: lists take their place */
    const char *libraries;       /* where ranks look for MPI's libraries first; NULL: as usual */
    int lifeline;                /* that keepers hold open; -1: none */
    const char *tools[3];        /* as configured or the usual names, see enum launch_tool */
    bool disable_userns;         /* this bwrap knows --disable-userns */
    int filter;                  /* of system calls, see seccomp.c; -1: none */
    const char *filter_missing;  /* why; NULL: there is one */
    int cgroups;                 /* where jobs get control groups; -1: none */
    const char *cgroups_missing; /* why; NULL: there are some */
    struct words hidden;         /* folders that are never shown */
    enum mpi_kind mpi;
    const char *mpi_text, *sandbox_text, *unenforced;
    int turnstile, room; /* see turn.c */
    struct slots slots;
    pthread_mutex_t lock; /* of found[] */
    const char *found[3]; /* tools that launcher_find() has found */
};

/* ---- find.c ---- */

/* The absolute path of a program: `name` itself when it has a slash, else looked up on PATH. NULL
 * when there is no such executable file. */
const char *find_program(struct arena *arena, const char *name);

/* Does the sandbox show this path by itself? */
bool is_system_path(const char *path);

/* For a program of the machine that is not: the folder that it was installed into with all that it
 * needs, e.g. /opt/openmpi. NULL when there is nothing to show. */
const char *program_prefix(struct arena *arena, const char *program);

/* ---- environment.c ---- */

/* The whole environment of mpirun, compilers and programs: nothing of the caller's gets in. */
const char *const *launch_environment(const struct launcher *launcher, struct arena *arena,
                                      const char *home, const char *const *more);

/* ---- components.c ---- */

/* Makes the folder of what is needed of Open MPI's components, with "mpirun" and "rank" in it, if
 * it can. */
void components_open(struct launcher *launcher);
void components_close(struct launcher *launcher);

/* What the environment must say where there is no such folder. */
void components_settings(const struct launcher *launcher, struct words *words);

/* ---- sandbox.c ---- */

/* A path of the machine that is shown inside under another name. */
struct mount {
    const char *host, *inside;
    bool writable;
};

/* A symbolic link inside; there are none where there is no sandbox. */
struct link {
    const char *target, *inside;
};

struct cage_plan {
    size_t mount_count;
    const struct mount *mounts;
    size_t link_count;
    const struct link *links;
    const char *folder; /* where the command starts, as cage_path() says it */
    const char *const *environment;
    const char *const *command;
    int64_t shm_mb, tmp_mb;
    int64_t memory_mb, processes; /* of the whole job, by a control group where there are any */
    size_t limit_count;           /* of the command itself */
    const struct process_limit *limits;
};

/* A path inside as the command must be told it: as it is in a sandbox, with the host's path in
 * place of the mount that it begins with where there is none. */
const char *cage_path(const struct launcher *launcher, struct arena *arena,
                      const struct mount *mounts, size_t count, const char *inside);

/* A job that runs. */
struct cage {
    pid_t pid;  /* the keeper */
    int pidfd;  /* of pid */
    int init;   /* pidfd of the first process of the PID namespace; -1 without one */
    int output; /* read end of stdout and stderr of the command */
    struct cgroup group;
};

#define CAGE_NONE                                                                                  \
    { .pidfd = -1, .init = -1, .output = -1, .group = CGROUP_NONE }

int cage_start(const struct launcher *launcher, struct arena *arena, const struct cage_plan *plan,
               struct cage *ret_cage, struct error *error) MUST_USE;

/* Collects output until the command has ended, for `wall_ms` at most. */
void cage_listen(struct cage *cage, int64_t wall_ms, struct bytes *output);

/* The same, with the last of its output, and ends the cage. Its exit
 * status; -1 when the time was over. */
int cage_wait(struct cage *cage, int64_t wall_ms, struct bytes *output);

/* Kills what still runs, waits until all of it is gone, closes everything. The command's exit
 * status, -1 when it had to be killed. */
int cage_end(struct cage *cage);

/* ---- seccomp.c ---- */

/* A file that holds the filter of system calls. */
int seccomp_make(struct error *error) MUST_USE;
int seccomp_open(int made) MUST_USE; /* the same, to be read once */

/* ---- devices.c ---- */

/* For struct process: what bubblewrap shows of /dev cannot be changed from inside. */
int devices_shield(void);

/* ---- hide.c ---- */

/* Does a program lie where users keep what is theirs? */
bool is_private_program(struct arena *arena, const char *program);

/* Is this a place where users keep what is theirs, so that no program can ask to be shown it? */
bool is_private_prefix(const char *prefix);

/* Adds to bubblewrap's arguments what covers the hidden folders in `shown`. */
void hide_in(const struct launcher *launcher, struct words *words, const char *shown);

/* ---- turn.c: cases side by side, and one alone ---- */

/* Waits for a turn of `np` ranks; turn_end() ends it. One who is alone takes all slots, those of
 * compilers too. */
struct turn {
    int room, slots;
};
int turn_open(int *ret_turnstile, int *ret_room, struct error *error) MUST_USE;
int turn_take(const struct launcher *launcher, int np, bool alone, struct turn *ret_turn,
              struct error *error) MUST_USE;
void turn_end(const struct launcher *launcher, struct turn *turn);

#endif
