/* SPDX-License-Identifier: MIT */
#include "grade/observe.h"

#include "base/files.h"
#include "watch/watch.h"

#include <string.h>

struct observation {
    struct observer observer;
    struct arena *arena;
    const struct build *build;
    struct lines *lines;
    struct watch *watch; /* of the latest run */
};

static const char *prepare(void *context, const char *folder, int np, struct error *error) {
    static const char name[] = "calls";
    struct observation *observation = context;
    watch_free(observation->watch);
    observation->watch = watch_new(path_join(observation->arena, folder, name), np, error);
    return observation->watch == NULL ? NULL : name;
}

static void ended(void *context, int rank, bool crashed) {
    struct observation *observation = context;
    watch_rank_ended(observation->watch, rank, crashed);
}

static enum observed tick(void *context, const pid_t *pids, int *ret_rest_ms) {
    struct observation *observation = context;
    (void)pids;
    if (watch_tick(observation->watch))
        return OBSERVED_DEADLOCK;
    *ret_rest_ms = watch_rest_ms(observation->watch);
    return watch_stands_still(observation->watch) ? OBSERVED_STANDSTILL : OBSERVED_NOTHING;
}

static const struct call_log *collect(void *context, struct arena *arena,
                                      const struct capture *capture) {
    struct observation *observation = context;
    (void)capture;
    return watch_finish(observation->watch, arena, observation->lines, observation->build->folder);
}

struct observation *observation_new(struct arena *arena, const struct build *build,
                                    struct lines *lines) {
    struct observation *observation = arena_alloc(arena, sizeof *observation);
    *observation = (struct observation){.observer = {.context = observation,
                                                     .prepare = prepare,
                                                     .ended = ended,
                                                     .tick = tick,
                                                     .collect = collect},
                                        .arena = arena,
                                        .build = build,
                                        .lines = lines};
    return observation;
}

const struct observer *observation_observer(const struct observation *observation) {
    return &observation->observer;
}

void observation_done(struct observation *observation) {
    watch_free(observation->watch);
    observation->watch = NULL;
}

const char *observe_library(struct arena *arena, const struct launcher *launcher) {
    struct error ignored = {0};
    const char *own = own_folder(arena, &ignored);
    const char *name = strncmp(launcher_mpi(launcher), "MPICH", 5) == 0
                           ? "libmpigrade-watch-mpich.so"
                           : "libmpigrade-watch.so";
    if (own == NULL)
        return NULL;
    const char *beside = path_join(arena, own, name);
    const char *installed = arena_printf(arena, "%s/../lib/mpigrade/%s", own, name);
    return path_is_file(beside) ? beside : path_is_file(installed) ? installed : NULL;
}
