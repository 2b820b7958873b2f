/* SPDX-License-Identifier: MIT */
/* Files of answers: the first byte chooses the exercise, and JSON or CSV; the rest is the file.
 * What can be read is judged, too, as the reference of itself. */
#include "judge/judge.h"
#include "submission/answers.h"

#include <stddef.h>
#include <stdint.h>

static const char *const names[] = {"02-equal-chunks-table", "03-chunks-of-1-table",
                                    "12-reduction-values", "17-dynamic-load-balance-most-work"};

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0 || size > 4096)
        return 0;
    ARENA_AUTO arena = arena_new();
    const struct rubric *rubric = rubric_of(data[0] / 2 % ARRAY_LEN(names));
    struct answers answers;
    struct error error = {0};
    if (answers_read(arena, rubric, data[0] % 2 == 0 ? "answers.json" : "answers.csv",
                     (const char *)data + 1, size - 1, &answers, &error) != 0)
        return 0;
    struct judged_case *cases = arena_array(arena, rubric->case_count, sizeof *cases);
    for (size_t i = 0; i < rubric->case_count; i++)
        cases[i] = (struct judged_case){&rubric->cases[i], answers.captures[i],
                                        (const struct capture *const *)&answers.captures[i]};
    const struct verdict *verdict = judge(arena, rubric, LANGUAGE_C, cases);
    if (verdict->points < 0 || verdict->points > verdict->max)
        die("%lld of %lld points", (long long)verdict->points, (long long)verdict->max);
    return 0;
}
