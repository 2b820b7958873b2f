/* SPDX-License-Identifier: MIT */
/* Theory of operation. The parent reads course and submissions and puts them into the store; from
 * then on the store is the memory: which attempts wait is a column of it, and one is read at a time
 * (store_queue.c). Some workers are forked (worker.c), each grades one attempt after the other just
 * as `mpigrade grade` does and sends the report back; the parent alone writes (run.c, store_put.c),
 * each report in one transaction. So the batch can be killed between any two instructions: what is
 * in the store is whole, what is not is graded when the same command is started again, and a result
 * whose key (content.c) is still the same is not graded again.
 *
 * How much runs at a time is not the number of workers but that of ranks: launch/slots.h. Time-outs
 * met under load are repeated alone (launch/turn.c), which takes all slots. A reference is run by
 * one worker, the others wait and then remember what it did (grade/remembered.h).
 *
 * Of submissions whose files are the same one is graded and the others take its result (equals.c).
 *
 * A worker that dies or hangs costs one try of one attempt; after two the attempt's result is a
 * fault of ours. When the parent is killed the workers die with it, their sandboxes with them, and
 * a janitor removes the temporary files. */
#include "batch/batch.h"

#include "base/files.h"
#include "base/messages.h"
#include "batch/content.h"
#include "batch/lock.h"
#include "batch/only.h"
#include "batch/run.h"
#include "grade/fingerprint.h"
#include "grade/observe.h"
#include "launch/slots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct batch {
    const struct batch_options *options;
    struct arena *arena; /* for as long as it runs */
    struct course *course;
    struct rubric **rubrics;
    const char **circumstances;
    const char *own; /* fingerprint_own() */
    struct store *store;
    const char *unpacked; /* folder for what is in archives */
    int64_t known;        /* results that stay */
};

/* ---- what is to be graded ---- */

/* The command line is heard before the course, and the course before the rubric. */
static void set_limits(const struct limits *line, const struct limits *course,
                       struct limits *limits) {
#define X(name, normal, least, most, meaning)                                                      \
    if (line->name != 0 || course->name != 0)                                                      \
        limits->name = line->name != 0 ? line->name : course->name;
    LIMITS(X)
#undef X
}

static int load_rubrics(struct batch *batch, struct error *error) {
    const struct course *course = batch->course;
    struct launcher *launcher = batch->options->launcher;
    batch->own = fingerprint_own(batch->arena, launcher_agent(launcher),
                                 observe_library(batch->arena, launcher));
    batch->rubrics = arena_array(batch->arena, course->exercise_count, sizeof(struct rubric *));
    batch->circumstances = arena_array(batch->arena, course->exercise_count, sizeof(char *));
    for (size_t i = 0; i < course->exercise_count; i++) {
        struct rubric *rubric = rubric_load(batch->arena, course->exercises[i].rubric, error);
        if (rubric == NULL)
            return -1;
        batch->rubrics[i] = rubric;
        set_limits(&batch->options->limits, &course->limits, &rubric->limits);
        batch->circumstances[i] =
            circumstances_hash(batch->arena, rubric, launcher, batch->own, error);
        if (batch->circumstances[i] == NULL)
            return -1;
    }
    return 0;
}

/* What makes this command another one than that which was interrupted. */
static const char *command_text(const struct batch_options *options, struct arena *arena) {
    static const char *const reruns[] = {
#define X(name, key) [RERUN_##name] = (key),
        RERUNS(X)
#undef X
    };
    const char *text = arena_printf(arena, "--rerun %s%s", reruns[options->rerun],
                                    options->all_attempts ? " --all-attempts" : "");
    for (size_t i = 0; i < options->only_count; i++)
        text = arena_printf(arena, "%s --only %s", text, options->only[i]);
    return text;
}

/* ---- which of it waits ---- */

struct planning {
    struct batch *batch;
    struct only only;
    bool goes_on;
};

/* Whether it is graded although its result is known. */
static bool is_again(enum rerun rerun, const struct store_work *work) {
    switch (rerun) {
    case RERUN_ALL:
        return true;
    case RERUN_FAULTS:
        return strcmp(work->outcome, "grader_fault") == 0;
    case RERUN_TIMEOUTS:
        return work->timed_out;
    case RERUN_NOTHING:
    case RERUN_COUNT:
        break;
    }
    return false;
}

static int plan(void *context, struct arena *arena, const struct store_work *work,
                struct store_plan *ret_plan, struct error *error) {
    const struct planning *planning = context;
    struct batch *batch = planning->batch;
    const struct batch_options *options = batch->options;
    (void)error;
    ret_plan->content = content_hash(arena, work->paths, work->path_count, batch->unpacked);
    const char *key = result_key(arena, ret_plan->content, batch->circumstances[work->exercise]);
    bool fresh = work->result_key != NULL && strcmp(work->result_key, key) == 0;
    /* Where the best of several attempts counts, all have to be known. */
    bool meant = (work->counts || options->all_attempts || !batch->course->last_attempt) &&
                 only_means(&planning->only, work->exercise, work->student);
    bool again = planning->goes_on ? work->queued : fresh && is_again(options->rerun, work);
    ret_plan->queue = meant && (!fresh || again);
    if (meant && !ret_plan->queue)
        batch->known++;
    return 0;
}

static int64_t late(void *context, size_t exercise, int64_t points, int64_t time,
                    int64_t *ret_days_late) {
    const struct course *course = context;
    return course_after_lateness(&course->exercises[exercise], points, time, ret_days_late);
}

static int begin(struct batch *batch, const struct handed_in *handed_in, struct planning *planning,
                 struct error *error) {
    const struct batch_options *options = batch->options;
    const struct course *course = batch->course;
    struct store_exercise *exercises =
        arena_array(batch->arena, course->exercise_count, sizeof *exercises);
    for (size_t i = 0; i < course->exercise_count; i++)
        exercises[i] = (struct store_exercise){localised_text(&batch->rubrics[i]->title),
                                               rubric_max_points(batch->rubrics[i])};
    char *folder = realpath(options->submissions, NULL);
    struct store_start start = {
        .course = course,
        .exercises = exercises,
        .handed_in = handed_in,
        .layout = layout_key(handed_in->layout),
        .course_text = options->course,
        .submissions = options->submissions,
        .folder = folder == NULL ? options->submissions : folder,
        .mpigrade = MPIGRADE_VERSION,
        .mpi = launcher_mpi(options->launcher),
        .sandbox = launcher_sandbox(options->launcher),
        .command = command_text(options, batch->arena),
    };
    int status = store_goes_on(batch->store, start.command, &start.goes_on, error);
    planning->goes_on = start.goes_on;
    if (status == 0)
        status = store_begin(batch->store, &start, error);
    free(folder);
    if (status == 0)
        status = store_plan(batch->store, plan, planning, error);
    return status == 0 ? store_apply_lateness(batch->store, late, batch->course, error) : -1;
}

static const struct handed_in *read_submissions(struct batch *batch, struct arena *arena,
                                                struct error *error) {
    const struct batch_options *options = batch->options;
    batch->unpacked = path_join(batch->arena, options->folder, "unpacked");
    if (folder_make(batch->unpacked, error) != 0)
        return NULL;
    const struct handed_in *handed_in = layout_read(arena, batch->course, options->submissions,
                                                    batch->unpacked, options->layout, error);
    if (handed_in == NULL)
        return NULL;
    char text[256];
    (void)snprintf(text, sizeof text, _("Submissions: %s."), layout_text(handed_in->layout));
    progress_say(options->progress, text);
    return handed_in;
}

/* ---- how ---- */

static int slots_of(const struct batch *batch) {
    return batch->options->slots > 0 ? batch->options->slots : slots_sensible();
}

/* The cases of a submission run side by side; other submissions fill what they leave. */
static size_t workers_of(int slots) {
    size_t workers = 1 + (size_t)slots / 4;
    return workers > PROGRESS_WORKERS ? PROGRESS_WORKERS : workers;
}

/* A worker tells of each step: a build, or a case, which is started three times at most, and once
 * more alone, each time with a minute for mpirun. Waiting for others' slots comes on top. */
static int64_t stuck_of(const struct batch *batch) {
    int64_t most = 0;
    if (batch->options->stuck_s != 0)
        return batch->options->stuck_s * 1000000;
    for (size_t i = 0; i < batch->course->exercise_count; i++) {
        const struct limits *limits = &batch->rubrics[i]->limits;
        int64_t step = 6 * (60 + limits->wall_s) + limits->build_s * 8;
        most = step > most ? step : most;
    }
    return 2 * most * 1000000;
}

static int grade_all(struct batch *batch, int *ret_signal, struct error *error) {
    const struct batch_options *options = batch->options;
    const int slots = slots_of(batch);
    struct run_setup setup = {
        .store = batch->store,
        .course = batch->course,
        .circumstances = batch->circumstances,
        .worker = {.rubrics = (const struct rubric *const *)batch->rubrics,
                   .launcher = options->launcher,
                   .own = batch->own,
                   .cache = options->no_cache
                                ? path_join(batch->arena, options->folder, "references")
                                : NULL},
        .folder = options->folder,
        .workers = workers_of(slots),
        .stuck_us = stuck_of(batch),
        .share = !options->no_share,
        .progress = options->progress,
    };
    int64_t waiting;
    if (launcher_share(options->launcher, slots, error) != 0 ||
        store_queue_length(batch->store, &waiting, error) != 0)
        return -1;
    progress_start(options->progress, waiting, batch->known, (int)setup.workers, slots);
    int status = run_queue(&setup, ret_signal, error);
    bool whole = options->progress->done == waiting;
    if (status == 0 && whole)
        status = store_finish(batch->store, error);
    if (whole)
        *ret_signal = 0; /* it came too late */
    progress_end(options->progress, status != 0 ? "fault" : whole ? "done" : "interrupted");
    return status;
}

/* From now on only what is in the store is known of who handed in what. */
static int open_store(struct batch *batch, const struct handed_in *handed_in, struct arena *arena,
                      struct error *error) {
    const struct batch_options *options = batch->options;
    struct planning planning = {.batch = batch};
    if (only_choose(arena, batch->course, handed_in, options->only, options->only_count,
                    &planning.only, error) != 0)
        return -1;
    batch->store = store_open(options->output, STORE_WRITE, error);
    if (batch->store == NULL || begin(batch, handed_in, &planning, error) != 0)
        return -1;
    return store_write_files(batch->store, error);
}

/* What is wrong with the command is said before the output folder is made. */
static int prepare(struct batch *batch, int *ret_lock, struct error *error) {
    const struct batch_options *options = batch->options;
    ARENA_AUTO arena = arena_new();
    batch->course =
        course_load(batch->arena, options->course, options->find, options->find_context, error);
    if (batch->course == NULL || load_rubrics(batch, error) != 0)
        return -1;
    const struct handed_in *handed_in = read_submissions(batch, arena, error);
    if (handed_in == NULL || folder_make(options->output, error) != 0 ||
        batch_lock(options->output, ret_lock, error) != 0)
        return -1;
    return open_store(batch, handed_in, arena, error);
}

int batch_run(const struct batch_options *options, int *ret_signal, struct error *error) {
    ARENA_AUTO arena = arena_new();
    struct batch batch = {.options = options, .arena = arena};
    int lock = -1;
    *ret_signal = 0;
    int status = prepare(&batch, &lock, error);
    if (status == 0)
        status = grade_all(&batch, ret_signal, error);
    store_close(batch.store);
    for (size_t i = 0; batch.rubrics != NULL && i < batch.course->exercise_count; i++)
        rubric_done(batch.rubrics[i]);
    fd_close(&lock);
    return status;
}
