/* SPDX-License-Identifier: MIT */
/* What of all that grading needs works on this machine, tried one by one. */
#include "base/files.h"
#include "base/messages.h"
#include "launch/internal.h"
#include "launch/walls.h"

#include <string.h>
#include <unistd.h>

struct probes {
    struct arena *arena;
    struct probe *items;
    size_t count, capacity;
};

static void add(struct probes *probes, const char *name, const char *text) {
    struct probe *probe =
        arena_push(probes->arena, &probes->items, &probes->count, &probes->capacity, sizeof *probe);
    *probe = (struct probe){.name = name, .works = true, .text = arena_strdup(probes->arena, text)};
}

static void add_failure(struct probes *probes, const char *name, const struct error *error) {
    add(probes, name, arena_strdup(probes->arena, error->message));
    struct probe *probe = &probes->items[probes->count - 1];
    probe->works = false;
    probe->advice = error->advice[0] == '\0' ? NULL : arena_strdup(probes->arena, error->advice);
}

static void probe_tool(struct probes *probes, struct launcher *launcher, const char *name,
                       enum launch_tool tool) {
    struct error error = {0};
    const char *path = launcher_find(launcher, tool, &error);
    if (path == NULL)
        add_failure(probes, name, &error);
    else
        add(probes, name, arena_strdup(probes->arena, path));
}

/* Runs `echo hello` on four ranks: agents, socket, pipes and sandbox all have to work for that. */
static void probe_run(struct probes *probes, struct launcher *launcher) {
    const char *name = _("a run of 4 ranks");
    struct error error = {0};
    char *folder = tree_make(probes->arena, "mpigrade-probe", &error);
    struct capture *capture = NULL;
    struct launch_request request = {
        .case_id = "probe",
        .np = 4,
        .folder = folder,
        .command = (const char *const[]){"echo", "hello", NULL},
        .limits = limits_default,
    };
    if (folder != NULL && launch_case(launcher, &request, probes->arena, &capture, &error) == 0 &&
        capture->outcome == CASE_FINISHED && strcmp(capture->ranks[3].out.head, "hello\n") == 0)
        add(probes, name,
            arena_printf(probes->arena, _("%lld ms"), (long long)capture->wall_us / 1000));
    else {
        if (capture != NULL)
            (void)error_set(&error, ERROR_FAULT, _("it ended as %s: %s"),
                            case_outcome_key(capture->outcome), capture->launcher_text);
        add_failure(probes, name, &error);
    }
    if (folder != NULL)
        (void)tree_remove(folder, NULL);
}

/* A line of the list that does not hold, and what to do about it. */
static void add_lack(struct probes *probes, const char *name, const char *text,
                     const char *advice) {
    add(probes, name, text);
    probes->items[probes->count - 1].works = false;
    probes->items[probes->count - 1].advice = advice;
}

static const char *own_namespace(struct arena *arena, const char *path) {
    char name[64] = "";
    return readlink(path, name, sizeof name - 1) > 0 ? arena_strdup(arena, name) : "";
}

/* What the agent says after it has leaned against every wall; NULL when it could not. */
static const char *lean(const struct launcher *launcher, struct arena *arena) {
    const struct mount mounts[] = {{.host = launcher->agent, .inside = "/mpigrade/agent"}};
    struct words words = {.arena = arena};
    WORDS_ADD(&words, mounts[0].inside, "probe");
#define X(name) words_add(&words, own_namespace(arena, "/proc/self/ns/" #name));
    WALLS_NAMESPACES(X)
#undef X
    const struct cage_plan plan = {
        .mount_count = ARRAY_LEN(mounts),
        .mounts = mounts,
        .folder = "/tmp",
        .environment = launch_environment(launcher, arena, "/tmp", NULL),
        .command = words.items,
        .shm_mb = 1,
        .tmp_mb = 1,
        .memory_mb = 64,
        .processes = 16,
    };
    struct cage cage;
    if (cage_start(launcher, arena, &plan, &cage, NULL) < 0)
        return NULL;
    BYTES_AUTO output = {.cap = 4096};
    if (cage_wait(&cage, 60000, &output) != 0)
        return NULL;
    return arena_strdup(arena, bytes_text(&output));
}

static void probe_walls(struct probes *probes, const struct launcher *launcher) {
    static const struct {
        const char *line, *title, *stands;
    } walls[] = {
#define X(name, title, stands) {#name " stands\n", title, stands},
        WALLS(X)
#undef X
    };
    const char *found = lean(launcher, probes->arena);
    for (size_t i = 0; i < ARRAY_LEN(walls); i++) {
        const char *line = found == NULL ? NULL : strstr(found, walls[i].line);
        if (line != NULL && (line == found || line[-1] == '\n'))
            add(probes, _(walls[i].title), _(walls[i].stands));
        else if (i == WALL_seccomp && launcher->filter_missing != NULL)
            add_lack(probes, _(walls[i].title), launcher->filter_missing,
                     _("Programs can use every system call: grade in a virtual machine, or with a "
                       "kernel that has seccomp."));
        else
            add_lack(probes, _(walls[i].title), _("does not stand"),
                     _("Grade strangers' programs on another machine, and please report this."));
    }
}

static void probe_limits(struct probes *probes, const struct launcher *launcher) {
    if (launcher->cgroups >= 0) {
        add(probes, _("memory, processes"), _("limited by the kernel (cgroup v2)"));
        return;
    }
    add(probes, _("memory, processes"),
        arena_printf(probes->arena, _("looked at every few milliseconds: %s"),
                     launcher->cgroups_missing));
    probes->items[probes->count - 1].advice =
        _("The kernel does it where it may: systemd-run --user --scope -p Delegate=yes mpigrade "
          "...");
}

static void probe_sandbox(struct probes *probes, const struct launcher *launcher) {
    if (launcher->bwrap == NULL) {
        add_lack(probes, _("sandbox"), launcher->unenforced,
                 _("Install bubblewrap (on Debian: apt install bubblewrap) and allow user "
                   "namespaces."));
        return;
    }
    add(probes, _("sandbox"), launcher_sandbox(launcher));
    probe_walls(probes, launcher);
    probe_limits(probes, launcher);
}

size_t launch_probe(const struct launcher_options *options, struct arena *arena,
                    struct probe **ret_probes) {
    struct probes probes = {.arena = arena};
    struct error error = {0};
    struct launcher_options lenient = *options;
    if (lenient.sandbox == SANDBOX_REQUIRE)
        lenient.sandbox = SANDBOX_AUTO; /* a missing sandbox is one line of the list */
    struct launcher *launcher = launcher_new(&lenient, &error);
    if (launcher == NULL) {
        add_failure(&probes, "mpirun", &error);
    } else {
        add(&probes, "mpirun", arena_printf(arena, "%s, %s", launcher->mpi_text, launcher->mpirun));
        probe_sandbox(&probes, launcher);
        probe_run(&probes, launcher);
        probe_tool(&probes, launcher, "mpicc", TOOL_MPICC);
        probe_tool(&probes, launcher, "mpicxx", TOOL_MPICXX);
        probe_tool(&probes, launcher, "python3", TOOL_PYTHON3);
        launcher_free(launcher);
    }
    /* Sandbox, C++ and Python are lines of the list that may fail. */
    for (size_t i = 0; i < probes.count; i++)
        probes.items[i].needed = strcmp(probes.items[i].name, "mpirun") == 0 ||
                                 strcmp(probes.items[i].name, "mpicc") == 0 ||
                                 strcmp(probes.items[i].name, _("a run of 4 ranks")) == 0;
    *ret_probes = probes.items;
    return probes.count;
}
