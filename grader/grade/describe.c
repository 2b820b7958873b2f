/* SPDX-License-Identifier: MIT */
/* What reports say of the program, its build and the machine. */
#include "grade/ready.h"

#include "base/files.h"
#include "report/report.h"

#include <string.h>

enum { FILE_MOST = 64 * 1024, FILES_MOST = 256 * 1024 }; /* bytes of texts in a report */

/* What stands in a file of the submission, if it is short enough for `left` bytes, and a text. */
static const char *text_of(const struct submission *submission, size_t index, struct arena *arena,
                           size_t left) {
    struct error ignored = {0};
    char *text;
    size_t length;
    const char *path = path_join(arena, submission->folder, submission->files[index].path);
    if (file_read(arena, path, left < FILE_MOST ? left : FILE_MOST, ERROR_FAULT, &text, &length,
                  &ignored) != 0)
        return NULL;
    return strlen(text) == length ? text : NULL;
}

static void describe_submission(struct report_source *source, const struct submission *submission,
                                struct arena *arena) {
    struct report_file *files = arena_array(arena, submission->file_count, sizeof *files);
    size_t left = FILES_MOST;
    for (size_t i = 0; i < submission->file_count; i++) {
        files[i] = (struct report_file){.path = submission->files[i].path,
                                        .sha256 = submission->files[i].sha256,
                                        .text = text_of(submission, i, arena, left)};
        left -= files[i].text == NULL ? 0 : strlen(files[i].text);
    }
    source->language = submission->answers != NULL ? "answers" : language_key(submission->language);
    source->file_count = submission->file_count;
    source->files = files;
}

/* Of several builds the one that failed, or the first: they differ in macros alone. */
static void describe_build(struct report_source *source, const struct ready *made) {
    static const struct report_build nothing_to_build = {
        .ok = true, .command = "", .diagnostics = ""};
    if (made->submission != NULL && made->submission->answers != NULL)
        source->build = &nothing_to_build;
    if (made->count == 0)
        return;
    const struct build *last = &made->builds[made->count - 1].build;
    const struct build *build = last->ok ? &made->builds[0].build : last;
    struct report_build *copy = arena_alloc(made->arena, sizeof *copy);
    *copy = (struct report_build){.ok = build->ok,
                                  .command = build->command,
                                  .diagnostics = build->diagnostics,
                                  .wall_us = made->build_us};
    source->build = copy;
}

static void describe_machine(struct report_source *source, const struct ready *made) {
    const char *unenforced = launcher_unenforced(made->launcher);
    source->mpi = arena_strdup(made->arena, launcher_mpi(made->launcher));
    source->sandbox = arena_strdup(made->arena, launcher_sandbox(made->launcher));
    source->memory_limit = launcher_limits(made->launcher).memory;
    source->process_limit = launcher_limits(made->launcher).processes;
    if (unenforced != NULL)
        source->sandbox = arena_printf(made->arena, "%s: %s", source->sandbox, unenforced);
}

void ready_describe(const struct ready *made, struct report_source *source) {
    if (made->submission != NULL)
        describe_submission(source, made->submission, made->arena);
    describe_build(source, made);
    describe_machine(source, made);
}
