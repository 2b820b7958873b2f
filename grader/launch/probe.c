/* SPDX-License-Identifier: MIT */
/* What of all that grading needs works on this machine, tried one by one. */
#include "base/files.h"
#include "base/messages.h"
#include "launch/internal.h"

#include <string.h>

struct probes {
    struct arena *arena;
    struct probe *items;
    size_t count, capacity;
};

static void add(struct probes *probes, const char *name, const char *text) {
    struct probe *probe =
        arena_push(probes->arena, &probes->items, &probes->count, &probes->capacity, sizeof *probe);
    *probe = (struct probe){.name = name, .works = true, .text = text};
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

static void probe_sandbox(struct probes *probes, const struct launcher *launcher) {
    add(probes, _("sandbox"), arena_strdup(probes->arena, launcher_sandbox(launcher)));
    const char *unenforced = launcher_unenforced(launcher);
    if (unenforced == NULL)
        return;
    struct probe *probe = &probes->items[probes->count - 1];
    probe->works = false;
    probe->text = arena_strdup(probes->arena, unenforced);
    probe->advice = _("Install bubblewrap (on Debian: apt install bubblewrap) and allow user "
                      "namespaces.");
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
