/* SPDX-License-Identifier: MIT */
/* The judge over any output: the input is what the ranks print, cut at the bytes 0xff, which cannot
 * stand in UTF-8; its first byte chooses the rubric. The reference prints what the input's first
 * piece says, too, so that wordings are learned from hostile expectations as well. */
#include "judge/judge.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static const char *const names[] = {"02-equal-chunks", "05-message-passing",
                                    "07-ring",         "08-broadcast",
                                    "15-gather",       "17-dynamic-load-balance"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Loaded once and kept until the process ends. */
static const struct rubric *rubric_of(size_t index) {
    static struct arena *kept;
    static struct rubric *loaded[ARRAY_LEN(names)];
    if (kept == NULL)
        kept = arena_new();
    if (loaded[index] == NULL) {
        struct error error = {0};
        const char *path = arena_printf(kept, "%s/rubrics/%s.json", MPIGRADE_SOURCE, names[index]);
        loaded[index] = rubric_load(kept, path, &error);
        if (loaded[index] == NULL)
            die("%s", error.message);
    }
    return loaded[index];
}

static struct capture *capture_of(struct arena *arena, const struct rubric_case *run,
                                  const char *bytes, size_t length) {
    struct capture *capture = arena_alloc(arena, sizeof *capture);
    *capture = (struct capture){.case_id = run->id,
                                .np = run->np,
                                .outcome = length % 7 == 6 ? CASE_CRASHED : CASE_FINISHED,
                                .culprit = -1,
                                .launcher_text = ""};
    capture->ranks = arena_array(arena, (size_t)run->np, sizeof *capture->ranks);
    for (int r = 0; r < run->np; r++) {
        const char *end = memchr(bytes, 0xff, length);
        size_t piece = end == NULL ? length : (size_t)(end - bytes);
        capture->ranks[r].out.head = arena_strndup(arena, bytes, piece);
        capture->ranks[r].out.head_length = piece;
        capture->ranks[r].err.head = "";
        if (end != NULL) {
            bytes = end + 1;
            length -= piece + 1;
        }
    }
    return capture;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0 || size > 4096)
        return 0;
    ARENA_AUTO arena = arena_new();
    const struct rubric *rubric = rubric_of(data[0] % ARRAY_LEN(names));
    const char *bytes = (const char *)data + 1;
    struct judged_case *cases = arena_array(arena, rubric->case_count, sizeof *cases);
    for (size_t i = 0; i < rubric->case_count; i++) {
        const struct rubric_case *run = &rubric->cases[i];
        const struct capture **references =
            arena_array(arena, rubric->reference_count, sizeof(const struct capture *));
        for (size_t k = 0; k < rubric->reference_count; k++)
            references[k] = capture_of(arena, run, bytes, size - 1);
        size_t skip = (size - 1) * i / (2 * rubric->case_count);
        cases[i] = (struct judged_case){run, capture_of(arena, run, bytes + skip, size - 1 - skip),
                                        references};
    }
    struct verdict *verdict = judge(arena, rubric, LANGUAGE_C, cases);
    if (verdict->points < 0 || verdict->points > verdict->max)
        die("%lld of %lld points", (long long)verdict->points, (long long)verdict->max);
    return 0;
}
