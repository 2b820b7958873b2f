/* SPDX-License-Identifier: MIT */
#include "grade/ready.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"
#include "grade/observe.h"
#include "watch/layout.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static bool same_defines(const struct rubric_case *a, const struct rubric_case *b) {
    if (a->define_count != b->define_count)
        return false;
    for (size_t i = 0; i < a->define_count; i++) {
        if (strcmp(a->defines[i].name, b->defines[i].name) != 0 ||
            a->defines[i].value != b->defines[i].value)
            return false;
    }
    return true;
}

/* Python programs are not compiled: one build serves all cases. */
static const struct ready_build *find_build(const struct ready *ready,
                                            const struct rubric_case *run) {
    for (size_t i = 0; i < ready->count; i++) {
        if (ready->submission->language == LANGUAGE_PYTHON ||
            same_defines(ready->builds[i].run, run))
            return &ready->builds[i];
    }
    return NULL;
}

/* Whether the compiler compiles anything: it may be broken, or the machine at its limits. */
static int try_compiler(struct ready *ready, struct error *error) {
    static const char *const names[] = {
        [LANGUAGE_C] = "empty.c", [LANGUAGE_CXX] = "empty.cc", [LANGUAGE_PYTHON] = "empty.py"};
    const enum language language = ready->submission->language;
    const char *text = language == LANGUAGE_PYTHON ? "pass\n" : "int main(void) { return 0; }\n";
    const char *folder = tree_make(ready->arena, "mpigrade-empty", error);
    if (folder == NULL)
        return -1;
    const struct build_request request = {
        .language = language,
        .folder = folder,
        .source_count = 1,
        .sources = &names[language],
        .limits = ready->rubric->limits,
    };
    struct build build = {0};
    int status =
        file_write(path_join(ready->arena, folder, names[language]), text, strlen(text), error);
    if (status == 0)
        status = build_program(ready->launcher, &request, ready->arena, &build, error);
    if (status == 0 && !build.ok) {
        status =
            error_set(error, ERROR_FAULT, _("the compiler fails even for an empty program: %.500s"),
                      build.diagnostics);
        error_advise(error, _("`mpigrade doctor` shows what works on this machine."));
    }
    build_done(&build);
    (void)tree_remove(folder, NULL);
    return status;
}

const char *ready_refusal(struct arena *arena, bool python, const char *main) {
    return python ? arena_printf(arena, _("Python cannot read %s"), main)
                  : arena_printf(arena, _("%s does not compile"), main);
}

static int build_for(struct ready *ready, const struct rubric_case *run, struct error *error) {
    const struct submission *submission = ready->submission;
    const struct build_request request = {
        .language = submission->language,
        .folder = submission->folder,
        .source_count = submission->source_count,
        .sources = submission->sources,
        .flags = ready->rubric->build_flags,
        .define_count = run->define_count,
        .defines = run->defines,
        .limits = ready->rubric->limits,
    };
    struct ready_build *made = &ready->builds[ready->count];
    made->run = run;
    if (build_program(ready->launcher, &request, ready->arena, &made->build, error) != 0)
        return -1;
    ready->count++;
    if (made->build.ok) {
        if (made->build.program != NULL && observe_library(ready->arena, ready->launcher) != NULL)
            made->lines = lines_open(made->build.program);
        return 0;
    }
    if (made->build.stopped != NULL)
        return error_set(error, ERROR_NOT_GRADABLE, _("%s does not compile: %s"), submission->main,
                         made->build.stopped);
    if (try_compiler(ready, error) != 0)
        return -1;
    const bool python = submission->language == LANGUAGE_PYTHON;
    return error_set(error, ERROR_NOT_GRADABLE, "%s",
                     ready_refusal(ready->arena, python, submission->main));
}

int ready_build(struct ready *ready, struct error *error) {
    const struct rubric *rubric = ready->rubric;
    int64_t start = monotonic_us();
    int status = 0;
    if (ready->submission->answers != NULL)
        return 0;
    ready->builds = arena_array(ready->arena, rubric->case_count, sizeof *ready->builds);
    for (size_t i = 0; status == 0 && i < rubric->case_count; i++) {
        if (find_build(ready, &rubric->cases[i]) == NULL)
            status = build_for(ready, &rubric->cases[i], error);
    }
    ready->build_us = monotonic_us() - start;
    return status;
}

int ready_open(struct ready *ready, const char *const *paths, size_t count, struct error *error) {
    ready->folder = tree_make(ready->arena, "mpigrade-submission", error);
    if (ready->folder == NULL)
        return -1;
    bool any = ready->any_program && ready->rubric->kind == EXERCISE_PROGRAM;
    ready->submission = submission_open(ready->arena, any ? NULL : ready->rubric, paths, count,
                                        ready->folder, error);
    return ready->submission == NULL ? -1 : 0;
}

int ready_make(struct ready *ready, const char *const *paths, size_t count, struct error *error) {
    return ready_open(ready, paths, count, error) != 0 ? -1 : ready_build(ready, error);
}

void ready_done(struct ready *ready) {
    for (size_t i = 0; i < ready->count; i++) {
        lines_close(ready->builds[i].lines);
        build_done(&ready->builds[i].build);
    }
    /* What cannot be removed lies in the temporary folder and harms nobody. */
    if (ready->folder != NULL)
        (void)tree_remove(ready->folder, NULL);
    ready->folder = NULL;
    ready->count = 0;
}

/* How the watch is to treat the case. Macros reach a Python program as environment variables. */
static const char *const *environment_of(const struct ready *ready, const struct rubric_case *run) {
    enum { OURS = 4 };
    const char **words = arena_array(ready->arena, run->define_count + OURS + 1, sizeof *words);
    size_t count = 0;
    if (run->sends == SENDS_SYNCHRONOUS)
        words[count++] = WATCH_ENV_SENDS "=1";
    if (run->strict_collectives)
        words[count++] = WATCH_ENV_COLLECTIVES "=1";
    if (run->sleep_scale < 1)
        words[count++] = arena_printf(ready->arena, WATCH_ENV_SLEEP_SCALE "=%g", run->sleep_scale);
    if (run->perturb != 0)
        words[count++] =
            arena_printf(ready->arena, WATCH_ENV_PERTURB "=%lld", (long long)run->perturb);
    for (size_t i = 0; i < run->define_count; i++)
        words[count++] = arena_printf(ready->arena, "%s=%lld", run->defines[i].name,
                                      (long long)run->defines[i].value);
    return words;
}

bool ready_counts_processes(void) {
    enum { MANY = 8192 }; /* are enough without counting */
    struct rlimit limit;
    return geteuid() != 0 && getrlimit(RLIMIT_NPROC, &limit) == 0 && limit.rlim_cur < MANY;
}

/* Without enough of them the program would fail, and not for its own sake. */
static int check_processes(const struct rubric_case *run, struct error *error) {
    enum {
        EACH = 8, /* a rank with MPI's threads, and its agent */
        OTHERS = 16,
    };
    struct rlimit limit;
    if (!ready_counts_processes() || getrlimit(RLIMIT_NPROC, &limit) != 0)
        return 0;
    uint64_t need = EACH * (uint64_t)run->np + OTHERS;
    if (process_count_own() + need <= limit.rlim_cur)
        return 0;
    (void)error_set(error, ERROR_FAULT,
                    _("this user may have %llu processes, too few to run %d ranks"),
                    (unsigned long long)limit.rlim_cur, run->np);
    error_advise(error, _("Raise the limit (ulimit -u), or end what else runs."));
    return -1;
}

int ready_run(const struct ready *ready, const struct rubric_case *run,
              struct capture **ret_capture, struct error *error) {
    if (ready->submission->answers != NULL) {
        *ret_capture = ready->submission->answers[run - ready->rubric->cases];
        return 0;
    }
    const struct ready_build *made = find_build(ready, run);
    if (made == NULL)
        return error_set(error, ERROR_FAULT, _("the program was not built"));
    if (check_processes(run, error) != 0)
        return -1;
    const char *library = observe_library(ready->arena, ready->launcher);
    struct observation *observation = observation_new(ready->arena, &made->build, made->lines);
    const struct launch_request request = {
        .case_id = run->id,
        .np = run->np,
        .folder = made->build.folder,
        .command = made->build.argv,
        .args = run->args,
        .input = run->input,
        .input_length = run->input == NULL ? 0 : strlen(run->input),
        .limits = ready->rubric->limits,
        .watch_library = library,
        .environment = environment_of(ready, run),
        .observer = library == NULL ? NULL : observation_observer(observation),
    };
    int status = launch_case(ready->launcher, &request, ready->arena, ret_capture, error);
    observation_done(observation);
    return status;
}
