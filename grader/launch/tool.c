/* SPDX-License-Identifier: MIT */
/* Compilers and interpreters run in the same sandbox: a submission can attack through #include. */
#include "base/files.h"
#include "base/messages.h"
#include "launch/internal.h"

#include <string.h>
#include <sys/resource.h>

enum { SHM_MB = 16, TMP_MB = 512, PROCESSES = 128 };

static size_t show(struct mount *mounts, size_t count, const char *host, const char *inside,
                   bool writable) {
    mounts[count] = (struct mount){.host = host, .inside = inside, .writable = writable};
    return count + 1;
}

/* The tools that were not installed below /usr come with their own prefix. */
static size_t show_prefixes(const struct launcher *launcher, struct arena *arena,
                            const char *const *command, struct mount *mounts) {
    const char *const programs[] = {launcher->mpirun, command[0]};
    size_t count = 0;
    for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
        const char *prefix = program_prefix(arena, programs[i]);
        if (prefix != NULL)
            count = show(mounts, count, prefix, prefix, false);
    }
    return count;
}

int launch_tool(struct launcher *launcher, const struct tool_request *request, struct arena *arena,
                struct tool_result *ret_result, struct error *error) {
    struct mount mounts[4];
    size_t count = show_prefixes(launcher, arena, request->command, mounts);
    count = show(mounts, count, request->folder, LAUNCH_FOLDER, false);
    if (request->output != NULL)
        count = show(mounts, count, request->output, TOOL_OUTPUT, true);
    struct words command = {.arena = arena};
    for (size_t i = 0; request->command[i] != NULL; i++)
        words_add(&command, cage_path(launcher, arena, mounts, count, request->command[i]));
    const char *home =
        launcher->bwrap == NULL && request->output != NULL ? request->output : "/tmp";
    const struct limits *limits = &request->limits;
    const struct process_limit process_limits[] = {
        {RLIMIT_CPU, limits->build_s * 4}, /* one compiler process; wall time ends it before */
        {RLIMIT_DATA, limits->build_memory_mb << 20},
        {RLIMIT_FSIZE, (int64_t)TOOL_FILE_MB << 20},
        {RLIMIT_CORE, 0},
    };
    struct cage_plan plan = {
        .mount_count = count,
        .mounts = mounts,
        .folder = cage_path(launcher, arena, mounts, count, LAUNCH_FOLDER),
        .environment = launch_environment(launcher, arena, home, NULL),
        .command = command.items,
        .shm_mb = SHM_MB,
        .tmp_mb = TMP_MB,
        /* A driver, a compiler, an assembler and a linker, one after the other or by pipes. */
        .memory_mb = 2 * limits->build_memory_mb + SHM_MB + TMP_MB,
        .processes = PROCESSES,
        .limit_count = ARRAY_LEN(process_limits),
        .limits = process_limits,
    };
    int slot;
    struct cage cage;
    BYTES_AUTO output = {.cap = request->output_cap};
    if (slots_take(&launcher->slots, 1, &slot, error) < 0)
        return -1;
    const bool started = cage_start(launcher, arena, &plan, &cage, error) == 0;
    const int status = started ? cage_wait(&cage, limits->build_s * 1000, &output) : -1;
    slots_give(&launcher->slots, &slot);
    if (!started)
        return -1;
    *ret_result = (struct tool_result){
        .exit_code = status > 128 ? -1 : status,
        .signal = status > 128 ? status - 128 : 0,
        .timed_out = status < 0,
        .output = arena_strndup(arena, bytes_text(&output), output.length),
        .dropped = output.dropped,
    };
    return 0;
}

/* ---- which tool ---- */

/* Can this interpreter import mpi4py inside? */
static bool has_mpi4py(struct launcher *launcher, struct arena *arena, const char *python) {
    const char *const command[] = {python, "-B", "-c", "import mpi4py", NULL};
    char *folder = tree_make(arena, "mpigrade-probe", NULL);
    if (folder == NULL)
        return false;
    struct tool_request request = {
        .folder = folder, .command = command, .limits = limits_default, .output_cap = 4096};
    struct tool_result result;
    int status = launch_tool(launcher, &request, arena, &result, NULL);
    (void)tree_remove(folder, NULL);
    return status == 0 && result.exit_code == 0;
}

/* The configured one, else that of PATH when the sandbox shows it, else the system's. */
static const char *find_python(struct launcher *launcher, struct error *error) {
    const char *configured = launcher->tools[TOOL_PYTHON3];
    struct arena *arena = launcher->arena;
    const char *on_path = find_program(arena, "python3");
    if (on_path != NULL && !is_system_path(on_path))
        on_path = NULL;
    const char *candidates[] = {on_path, find_program(arena, "/usr/bin/python3")};
    if (configured != NULL) {
        candidates[0] = find_program(arena, configured);
        candidates[1] = NULL;
    }
    for (size_t i = 0; i < ARRAY_LEN(candidates); i++)
        if (candidates[i] != NULL && has_mpi4py(launcher, arena, candidates[i]))
            return candidates[i];
    (void)error_set(error, ERROR_FAULT, _("no python3 can import mpi4py (%s)"),
                    configured != NULL ? configured : "/usr/bin/python3");
    error_advise(error, _("Install mpi4py for the system's Python (on Debian: apt install "
                          "python3-mpi4py), or say which python3 to use."));
    return NULL;
}

static const char *find_compiler(struct launcher *launcher, enum launch_tool tool,
                                 struct error *error) {
    const char *found = find_program(launcher->arena, launcher->tools[tool]);
    if (found == NULL) {
        (void)error_set(error, ERROR_FAULT, _("cannot find the compiler %s"),
                        launcher->tools[tool]);
        error_advise(error, _("Install it (on Debian: apt install libopenmpi-dev), or say where "
                              "it is."));
    }
    return found;
}

const char *launcher_find(struct launcher *launcher, enum launch_tool tool, struct error *error) {
    (void)pthread_mutex_lock(&launcher->lock);
    if (launcher->found[tool] == NULL)
        launcher->found[tool] = tool == TOOL_PYTHON3 ? find_python(launcher, error)
                                                     : find_compiler(launcher, tool, error);
    const char *found = launcher->found[tool];
    (void)pthread_mutex_unlock(&launcher->lock);
    return found;
}
