/* SPDX-License-Identifier: MIT */
/* judge_lines RUBRIC TEXT: how many seconds the judge takes when the ranks of the rubric's only
 * case print the lines of a file, an equal share each, and the reference the same. For the bench.
 */
#include "base/files.h"
#include "base/process.h"
#include "judge/judge.h"

#include <stdio.h>
#include <string.h>

/* Cuts the text at the line that begins each further share. */
static const struct capture *capture_of(struct arena *arena, const struct rubric_case *run,
                                        char *text, size_t length) {
    struct capture *capture = arena_alloc(arena, sizeof *capture);
    *capture =
        (struct capture){.case_id = run->id,
                         .np = run->np,
                         .outcome = CASE_FINISHED,
                         .culprit = -1,
                         .launcher_text = "",
                         .ranks = arena_array(arena, (size_t)run->np, sizeof *capture->ranks)};
    size_t lines = 0, number = 0;
    for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    char *at = text;
    for (int r = 0; r < run->np; r++) {
        struct rank_capture *rank = &capture->ranks[r];
        const char *begin = at;
        while (number < lines * (size_t)(r + 1) / (size_t)run->np) {
            at = strchr(at, '\n') + 1;
            number++;
        }
        rank->started = rank->ended = true;
        rank->err.head = "";
        rank->out.head_length = (size_t)(at - begin);
        rank->out.head = arena_strndup(arena, begin, rank->out.head_length);
    }
    (void)length;
    return capture;
}

int main(int argc, char **argv) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    char *text;
    size_t length;
    if (argc != 3)
        die("judge_lines RUBRIC TEXT");
    struct rubric *rubric = rubric_load(arena, argv[1], &error);
    if (rubric == NULL ||
        file_read(arena, argv[2], (size_t)1 << 30, ERROR_USAGE, &text, &length, &error) != 0)
        die("%s", error.message);
    const struct capture *capture = capture_of(arena, rubric->cases, text, length);
    const struct judged_case judged = {
        .run = rubric->cases, .capture = capture, .references = &capture};
    const int64_t start = monotonic_us();
    const struct verdict *verdict = judge(arena, rubric, LANGUAGE_C, &judged);
    const int64_t end_us = monotonic_us();
    if (verdict->points != verdict->max)
        die("the text does not earn full marks: %lld of %lld", (long long)verdict->points,
            (long long)verdict->max);
    (void)printf("%.6f\n", (double)(end_us - start) / 1e6);
    rubric_done(rubric);
    return 0;
}
