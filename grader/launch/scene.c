/* SPDX-License-Identifier: MIT */
/* The run's folder holds the agents' socket, rank 0's input, the observer's file and the few files
 * of /etc that programs look at. It is shown read-only as /case, but for the observer's file; a
 * socket can be connected to all the same. It lies in memory where the machine lets us, so that the
 * observer's mapped file costs no disk. */
#include "launch/scene.h"

#include "agent/agent.h"
#include "base/files.h"
#include "base/messages.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define AGENT "/mpigrade/agent"
#define CASE "/case"
#define COMPONENTS "/mpigrade/components"

enum { LAUNCHER_MB = 256 };

/* Mounts are few: system paths, the program, the run. */
struct mounts {
    struct mount items[16];
    size_t count;
};

static const char *show(struct mounts *mounts, const char *host, const char *inside) {
    mounts->items[mounts->count++] = (struct mount){.host = host, .inside = inside};
    return inside;
}

static int make_file(struct arena *arena, const char *folder, const char *name, const void *bytes,
                     size_t length, struct error *error) {
    const char *path = path_join(arena, folder, name);
    FD_AUTO fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0 || fd_write_all(fd, bytes, length) < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot write %s"), path);
    return 0;
}

/* Whether a folder has room for a run: a program that fills the last of it would be killed. */
static bool has_room(const char *folder, int np) {
    struct statvfs status;
    const uint64_t need = (uint64_t)(16 + 8 * np) << 20;
    return statvfs(folder, &status) == 0 && /* without blocks: it does not count them */
           (status.f_blocks == 0 || status.f_bavail * status.f_frsize >= need);
}

static char *make_run_folder(const struct launcher *launcher, int np, struct arena *arena,
                             struct error *error) {
    char *folder = NULL;
    if (launcher->bwrap != NULL && has_room(launcher->memory, np))
        folder = tree_make_in(arena, launcher->memory, "mpigrade-run", NULL);
    return folder != NULL ? folder : tree_make(arena, "mpigrade-run", error);
}

/* What getpwuid() and the resolver look at. */
static int make_etc(struct arena *arena, const char *folder, struct error *error) {
    static const struct {
        const char *name, *text;
    } files[] = {
        {"passwd", "student:x:1000:1000::/tmp:/bin/sh\n"},
        {"group", "student:x:1000:\n"},
        {"hosts", "127.0.0.1 localhost mpi-node\n"},
    };
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        if (make_file(arena, folder, files[i].name, files[i].text, strlen(files[i].text), error) <
            0)
            return -1;
    return 0;
}

/* A link each: it costs far less than to show a file at two places. */
static const struct link etc_links[] = {
    {CASE "/passwd", "/etc/passwd"}, {CASE "/group", "/etc/group"}, {CASE "/hosts", "/etc/hosts"}};

/* mpirun, a compiler or an interpreter outside of /usr: what it was installed with is shown, too.
 */
static void show_prefix(struct arena *arena, struct mounts *mounts, const char *program) {
    const char *prefix = program_prefix(arena, program);
    if (prefix != NULL)
        (void)show(mounts, prefix, prefix);
}

/* Lets the observer make its file; gives the variable that names it, "" without an observer. */
static int show_watch_file(const struct launcher *launcher, const struct launch_request *request,
                           struct arena *arena, const char *folder, struct mounts *mounts,
                           const char **ret_variable, struct error *error) {
    const struct observer *observer = request->observer;
    *ret_variable = NULL;
    if (observer == NULL || observer->prepare == NULL)
        return 0;
    const char *name = observer->prepare(observer->context, folder, request->np, error);
    if (name == NULL)
        return error_set(error, ERROR_FAULT, _("cannot watch the calls of a case"));
    const char *inside = path_join(arena, CASE, name);
    (void)show(mounts, path_join(arena, folder, name), inside);
    mounts->items[mounts->count - 1].writable = true;
    *ret_variable = arena_printf(arena, "MPIGRADE_WATCH=%s",
                                 cage_path(launcher, arena, mounts->items, mounts->count, inside));
    return 0;
}

static const char *number(struct arena *arena, int64_t value) {
    return arena_printf(arena, "%lld", (long long)value);
}

/* Of processes and threads; mpirun, the agents and MPI's own threads are not the program's. */
static int64_t most_tasks(const struct launch_request *request) {
    return request->limits.processes + 8 * request->np + 16;
}

/* mpirun ... mpigrade-agent rank ... program args */
static const char *const *whole_command(const struct launcher *launcher,
                                        const struct launch_request *request, struct arena *arena,
                                        const struct mounts *mounts) {
#define INSIDE(path) cage_path(launcher, arena, mounts->items, mounts->count, (path))
    const struct limits *limits = &request->limits;
    struct words words = {.arena = arena};
    words_add(&words, launcher->mpirun);
    if (launcher->mpi == MPI_OPEN_MPI)
        words_add(&words, "--oversubscribe");
    WORDS_ADD(&words, "-np", number(arena, request->np), INSIDE(AGENT), "rank",
              INSIDE(CASE "/agents"), request->input == NULL ? "-" : INSIDE(CASE "/stdin"),
              request->watch_library == NULL ? "-" : INSIDE("/mpigrade/watch.so"),
              launcher->components == NULL ? "-" : INSIDE(COMPONENTS "/rank"),
              launcher->libraries == NULL ? "-" : launcher->libraries);
    /* Memory in use is watched from outside (run.c), where it gets a name; this is the wall behind
     * it. */
    const int64_t data_mb = 2 * limits->memory_mb;
    /* Counted for the whole user, and only in a sandbox is that the case. */
    const int64_t processes = launcher->bwrap == NULL ? 0 : most_tasks(request);
    WORDS_ADD(&words, number(arena, limits->cpu_s), number(arena, data_mb),
              number(arena, limits->file_mb), number(arena, limits->open_files),
              number(arena, processes));
    for (size_t i = 0; request->command[i] != NULL; i++)
        words_add(&words, INSIDE(request->command[i]));
    words_add_all(&words, request->args);
    return words.items;
#undef INSIDE
}

static int lay_out(const struct launcher *launcher, const struct launch_request *request,
                   struct arena *arena, struct scene *scene, struct error *error) {
    struct mounts *mounts = arena_alloc(arena, sizeof *mounts);
    const char *home = "/tmp", *watch_variable;
    show_prefix(arena, mounts, launcher->mpirun);
    show_prefix(arena, mounts, request->command[0]);
    (void)show(mounts, launcher->agent, AGENT);
    if (launcher->components != NULL)
        (void)show(mounts, launcher->components, COMPONENTS);
    (void)show(mounts, request->folder, LAUNCH_FOLDER);
    (void)show(mounts, scene->folder, CASE);
    if (request->watch_library != NULL)
        (void)show(mounts, request->watch_library, "/mpigrade/watch.so");
    if (request->input != NULL &&
        make_file(arena, scene->folder, "stdin", request->input, request->input_length, error) < 0)
        return -1;
    if (launcher->bwrap != NULL && make_etc(arena, scene->folder, error) < 0)
        return -1;
    if (show_watch_file(launcher, request, arena, scene->folder, mounts, &watch_variable, error) <
        0)
        return -1;
    if (launcher->bwrap == NULL) {
        home = path_join(arena, scene->folder, "home");
        if (folder_make(home, error) < 0)
            return -1;
    }
    const int64_t shm_mb = 64 + 16 * request->np; /* Open MPI's segment is about 4 MiB a rank */
    struct words more = {.arena = arena};
    words_add_all(&more, request->environment);
    if (watch_variable != NULL)
        words_add(&more, watch_variable);
    if (launcher->components != NULL)
        words_add(&more, arena_printf(arena, COMPONENT_PATH "=%s",
                                      cage_path(launcher, arena, mounts->items, mounts->count,
                                                COMPONENTS "/mpirun")));
    scene->plan = (struct cage_plan){
        .mount_count = mounts->count,
        .mounts = mounts->items,
        .link_count = ARRAY_LEN(etc_links),
        .links = etc_links,
        .folder = home,
        .environment = launch_environment(launcher, arena, home, more.items),
        .command = whole_command(launcher, request, arena, mounts),
        .shm_mb = shm_mb,
        .tmp_mb = request->limits.tmp_mb,
        /* The wall around the job as a whole: what each rank may use, the two folders in memory,
         * and mpirun with its agents. */
        .memory_mb =
            request->np * request->limits.memory_mb + shm_mb + request->limits.tmp_mb + LAUNCHER_MB,
        .processes = most_tasks(request),
    };
    return 0;
}

int scene_set(const struct launcher *launcher, const struct launch_request *request,
              struct arena *arena, struct scene *ret_scene, struct error *error) {
    *ret_scene = (struct scene){.folder = make_run_folder(launcher, request->np, arena, error)};
    if (ret_scene->folder == NULL)
        return -1;
    if (lay_out(launcher, request, arena, ret_scene, error) < 0) {
        scene_done(ret_scene);
        return -1;
    }
    return 0;
}

void scene_done(struct scene *scene) {
    if (scene->folder != NULL)
        (void)tree_remove(scene->folder,
                          NULL); /* what stays behind is the machine's worry, no case's */
    scene->folder = NULL;
}
