/* SPDX-License-Identifier: MIT */
/* Finds what is needed on this machine: mpirun, the agent, a sandbox that works. */
#include "agent/agent.h"
#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"
#include "launch/internal.h"

#include <stdlib.h>
#include <string.h>

/* What a command prints, on success; NULL otherwise, with an error when it did not even run. */
static char *output_of(struct arena *arena, const char *const *argv, struct error *error) {
    BYTES_AUTO output = {.cap = 65536};
    struct process process = PROCESS(argv);
    struct process_end end;
    if (process_run(&process, 60000, &output, &output, &end, error) < 0 || end.exit_code != 0)
        return NULL;
    return arena_strdup(arena, bytes_text(&output));
}

/* The word after `key` in a text, e.g. the version; NULL when it is not there. */
static const char *word_after(struct arena *arena, const char *text, const char *key) {
    const char *found = strstr(text, key);
    if (found == NULL)
        return NULL;
    found += strlen(key);
    found += strspn(found, " \t");
    return arena_strndup(arena, found, strcspn(found, " \t\n"));
}

static int find_mpirun(struct launcher *launcher, const char *name, struct error *error) {
    launcher->mpirun = find_program(launcher->arena, name == NULL ? "mpirun" : name);
    if (launcher->mpirun == NULL) {
        (void)error_set(error, ERROR_FAULT, _("cannot find %s, which starts MPI programs"),
                        name == NULL ? "mpirun" : name);
        error_advise(error, _("Install Open MPI (on Debian: apt install openmpi-bin "
                              "libopenmpi-dev), or say where mpirun is."));
        return -1;
    }
    const char *const argv[] = {launcher->mpirun, "--version", NULL};
    const char *text = output_of(launcher->arena, argv, error);
    const char *version;
    if (text != NULL && (version = word_after(launcher->arena, text, "(Open MPI)")) != NULL) {
        launcher->mpi = MPI_OPEN_MPI;
        launcher->mpi_text = arena_printf(launcher->arena, "Open MPI %s", version);
        return 0;
    }
    if (text != NULL && strstr(text, "HYDRA") != NULL) {
        version = word_after(launcher->arena, text, "Version:");
        launcher->mpi = MPI_MPICH;
        launcher->mpi_text =
            arena_printf(launcher->arena, "MPICH %s", version == NULL ? "" : version);
        return 0;
    }
    (void)error_set(error, ERROR_FAULT, _("%s is neither Open MPI's nor MPICH's"),
                    launcher->mpirun);
    error_advise(error, _("See what `%s --version` says, and install Open MPI again."),
                 launcher->mpirun);
    return -1;
}

static int find_agent(struct launcher *launcher, const char *path, struct error *error) {
    struct arena *arena = launcher->arena;
    const char *own = own_folder(arena, error);
    if (own == NULL)
        return -1;
    const char *candidates[] = {
        path != NULL ? path : path_join(arena, own, "mpigrade-agent"),
        path_join(arena, own, "../libexec/mpigrade/mpigrade-agent"),
    };
    for (size_t i = 0; i < ARRAY_LEN(candidates) && launcher->agent == NULL; i++)
        launcher->agent = find_program(arena, candidates[i]);
    if (launcher->agent != NULL)
        return 0;
    (void)error_set(error, ERROR_FAULT, _("cannot find mpigrade-agent beside mpigrade"));
    error_advise(error, _("Install mpigrade again, or build all of it."));
    return -1;
}

/* Runs `true` in the sandbox: 1 when it works, 0 when it does not, and why; -1 when that cannot
 * even be tried, which says nothing about the sandbox: a machine that is out of processes must not
 * make the walls fall. */
static int sandbox_works(const struct launcher *launcher, const char **ret_reason,
                         struct error *error) {
    struct arena *arena = launcher->arena;
    struct cage_plan plan = {
        .folder = "/tmp",
        .environment = launch_environment(launcher, arena, "/tmp", NULL),
        .command = (const char *const[]){"true", NULL},
        .shm_mb = 1,
        .tmp_mb = 1,
        .memory_mb = 64,
        .processes = 16,
    };
    struct cage cage;
    if (cage_start(launcher, arena, &plan, &cage, error) < 0)
        return -1;
    BYTES_AUTO output = {.cap = 4096};
    const int status = cage_wait(&cage, 60000, &output);
    *ret_reason = arena_strdup(arena, bytes_text(&output));
    if (status == AGENT_FAULT) /* the keeper could not start it */
        return error_set(error, ERROR_FAULT, "%s", *ret_reason);
    return status == 0;
}

/* An older bwrap, or a kernel without that switch, cannot forbid further user namespaces; the
 * filter of system calls does. */
static int sandbox_works_somehow(struct launcher *launcher, const char **ret_reason,
                                 struct error *error) {
    launcher->disable_userns = true;
    int works = sandbox_works(launcher, ret_reason, error);
    if (works != 0)
        return works;
    launcher->disable_userns = false;
    return sandbox_works(launcher, ret_reason, error);
}

/* Puts up the walls that this machine can; the outer ones are tried without the inner ones.
 * *ret_missing is why there is none at all, or NULL. */
static int find_sandbox(struct launcher *launcher, const char **ret_missing, struct error *error) {
    struct arena *arena = launcher->arena;
    const char *reason;
    launcher->bwrap = find_program(arena, "bwrap");
    *ret_missing = _("bubblewrap (bwrap) is not installed");
    if (launcher->bwrap == NULL)
        return 0;
    launcher->cgroups = cgroup_open(arena, &launcher->cgroups_missing);
    launcher->filter = seccomp_make(error);
    if (launcher->filter < 0)
        return -1;
    int works = sandbox_works_somehow(launcher, &reason, error);
    if (works <= 0 && launcher->cgroups >= 0) {
        launcher->cgroups_missing = works == 0 ? reason : arena_strdup(arena, error->message);
        fd_close(&launcher->cgroups);
        works = sandbox_works_somehow(launcher, &reason, error);
    }
    if (works == 0 && launcher->filter >= 0) {
        launcher->filter_missing = reason;
        fd_close(&launcher->filter);
        works = sandbox_works_somehow(launcher, &reason, error);
    }
    *ret_missing = NULL;
    if (works != 0)
        return works < 0 ? -1 : 0;
    launcher->bwrap = NULL;
    *ret_missing = arena_printf(arena, _("bubblewrap does not work here: %s"), reason);
    return 0;
}

/* *ret_missing is what is missing of the sandbox; NULL when it is whole. */
static int raise_walls(struct launcher *launcher, enum sandbox_mode mode, const char **ret_missing,
                       struct error *error) {
    struct arena *arena = launcher->arena;
    *ret_missing = _("the sandbox was switched off");
    if (mode != SANDBOX_OFF && find_sandbox(launcher, ret_missing, error) < 0)
        return -1;
    launcher->sandbox_text = "off";
    if (*ret_missing != NULL) {
        launcher->unenforced = arena_printf(
            arena,
            _("not enforced: walls around files, network and processes, and the limit on processes "
              "(%s)"),
            *ret_missing);
        return 0;
    }
    const char *const argv[] = {launcher->bwrap, "--version", NULL};
    const char *text = output_of(arena, argv, NULL);
    const char *version = text == NULL ? NULL : word_after(arena, text, "bubblewrap");
    launcher->sandbox_text = arena_printf(arena, "bubblewrap %s%s", version == NULL ? "" : version,
                                          launcher->filter >= 0 ? ", seccomp" : "");
    if (launcher->filter < 0)
        *ret_missing = launcher->unenforced = arena_printf(
            arena, _("not enforced: the filter of system calls (%s)"), launcher->filter_missing);
    return 0;
}

static int choose_sandbox(struct launcher *launcher, enum sandbox_mode mode, struct error *error) {
    const char *missing;
    if (raise_walls(launcher, mode, &missing, error) < 0)
        return -1;
    if (launcher->bwrap != NULL && is_private_program(launcher->arena, launcher->mpirun)) {
        (void)error_set(error, ERROR_FAULT,
                        _("%s lies among your own files, which the sandbox does not show"),
                        launcher->mpirun);
        error_advise(error, _("Install MPI into a folder of its own, e.g. /opt/openmpi."));
        return -1;
    }
    if (mode != SANDBOX_REQUIRE || missing == NULL)
        return 0;
    (void)error_set(error, ERROR_FAULT, _("no sandbox: %s"), missing);
    error_advise(error, _("Install bubblewrap (on Debian: apt install bubblewrap) and allow "
                          "user namespaces; --sandbox=off runs programs without walls."));
    return -1;
}

struct launcher_limits launcher_limits(const struct launcher *launcher) {
    if (launcher->bwrap == NULL)
        return (struct launcher_limits){"polled", "none"};
    const char *both = launcher->cgroups >= 0 ? "cgroup" : "polled";
    return (struct launcher_limits){both, both};
}

struct launcher *launcher_new(const struct launcher_options *options, struct error *error) {
    struct arena *arena = arena_new();
    struct launcher *launcher = arena_alloc(arena, sizeof *launcher);
    *launcher = (struct launcher){
        .arena = arena,
        .memory = options->memory == NULL ? "/dev/shm" : arena_strdup(arena, options->memory),
        .tools = {options->mpicc == NULL ? "mpicc" : arena_strdup(arena, options->mpicc),
                  options->mpicxx == NULL ? "mpicxx" : arena_strdup(arena, options->mpicxx),
                  arena_strdup(arena, options->python3)},
        .lifeline = options->lifeline == 0 ? -1 : options->lifeline,
        .turnstile = -1,
        .room = -1,
        .filter = -1,
        .cgroups = -1,
        .hidden = {.arena = arena},
        .slots = SLOTS_NONE,
        .lock = PTHREAD_MUTEX_INITIALIZER,
    };
    if (turn_open(&launcher->turnstile, &launcher->room, error) < 0 ||
        find_mpirun(launcher, options->mpirun, error) < 0 ||
        find_agent(launcher, options->agent, error) < 0 ||
        choose_sandbox(launcher, options->sandbox, error) < 0) {
        launcher_free(launcher);
        return NULL;
    }
    launcher_hide(launcher, getenv("HOME"));
    components_open(launcher);
    return launcher;
}

void launcher_free(struct launcher *launcher) {
    if (launcher == NULL)
        return;
    components_close(launcher);
    fd_close(&launcher->turnstile);
    fd_close(&launcher->room);
    fd_close(&launcher->filter);
    fd_close(&launcher->cgroups);
    slots_close(&launcher->slots);
    (void)pthread_mutex_destroy(&launcher->lock);
    arena_free(launcher->arena);
}

int launcher_share(struct launcher *launcher, int slots, struct error *error) {
    return slots_open(&launcher->slots, slots, error);
}

int launcher_slots(const struct launcher *launcher) {
    return launcher->slots.count;
}

const char *launcher_mpi(const struct launcher *launcher) {
    return launcher->mpi_text;
}

const char *launcher_agent(const struct launcher *launcher) {
    return launcher->agent;
}

const char *launcher_sandbox(const struct launcher *launcher) {
    return launcher->sandbox_text;
}

const char *launcher_unenforced(const struct launcher *launcher) {
    return launcher->unenforced;
}
