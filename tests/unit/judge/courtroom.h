/* SPDX-License-Identifier: MIT */
/* Puts texts before the judge without running anything: what each rank of the reference and of the
 * submission printed in each case of a rubric of rubrics/. */
#ifndef MPIGRADE_TESTS_COURTROOM_H
#define MPIGRADE_TESTS_COURTROOM_H

#include "judge/judge.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints the lines of one rank of a program into `out`. */
typedef void program(FILE *out, const struct rubric_case *run, int rank);

static struct arena *room;
static struct rubric *rubric;

static inline void courtroom_open(void) {
    room = arena_new();
}

static inline void courtroom_close(void) {
    rubric_done(rubric);
    rubric = NULL;
    arena_free(room);
}

static inline struct capture *courtroom_run(const struct rubric_case *run, program *of) {
    struct capture *capture = arena_alloc(room, sizeof *capture);
    *capture = (struct capture){.case_id = run->id,
                                .np = run->np,
                                .outcome = CASE_FINISHED,
                                .culprit = -1,
                                .launcher_text = ""};
    capture->ranks = arena_array(room, (size_t)run->np, sizeof *capture->ranks);
    for (int r = 0; r < run->np; r++) {
        char *text = NULL;
        size_t length = 0;
        FILE *out = open_memstream(&text, &length);
        ck_assert_ptr_nonnull(out);
        of(out, run, r);
        (void)fclose(out);
        capture->ranks[r] = (struct rank_capture){.started = true, .ended = true};
        capture->ranks[r].out =
            (struct stream){.head = arena_strndup(room, text, length), .head_length = length};
        capture->ranks[r].err = (struct stream){.head = "", .tail = ""};
        free(text);
    }
    return capture;
}

/* Judges `submission` by rubrics/<name>.json as if `reference` were its reference program. */
static inline struct verdict *courtroom_judge(const char *name, program *reference,
                                              program *submission) {
    struct error error = {0};
    const char *path = arena_printf(room, "%s/rubrics/%s.json", MPIGRADE_SOURCE, name);
    rubric_done(rubric);
    rubric = rubric_load(room, path, &error);
    ck_assert_msg(rubric != NULL, "%s", error.message);
    struct judged_case *cases = arena_array(room, rubric->case_count, sizeof *cases);
    for (size_t i = 0; i < rubric->case_count; i++) {
        const struct capture **references =
            arena_array(room, rubric->reference_count, sizeof(const struct capture *));
        for (size_t k = 0; k < rubric->reference_count; k++)
            references[k] = courtroom_run(&rubric->cases[i], reference);
        cases[i] = (struct judged_case){&rubric->cases[i],
                                        courtroom_run(&rubric->cases[i], submission), references};
    }
    return judge(room, rubric, LANGUAGE_C, cases);
}

static inline bool courtroom_has(const struct verdict *verdict, enum misconception misconception) {
    for (size_t i = 0; i < verdict->check_count; i++)
        for (size_t k = 0; k < verdict->checks[i].finding_count; k++)
            if (verdict->checks[i].findings[k].misconception == misconception)
                return true;
    return false;
}

/* All findings as one text, for messages of failing tests. */
static inline const char *courtroom_findings(const struct verdict *verdict) {
    const char *text = arena_printf(room, "%lld of %lld points", (long long)verdict->points,
                                    (long long)verdict->max);
    if (verdict->wording != NULL)
        text = arena_printf(room, "%s\nread as: %s", text, verdict->wording);
    for (size_t i = 0; i < verdict->check_count; i++)
        for (size_t k = 0; k < verdict->checks[i].finding_count; k++) {
            const struct finding *finding = &verdict->checks[i].findings[k];
            text = arena_printf(room, "%s\n%s %s: %s (%s)", text, verdict->checks[i].check->id,
                                finding->case_id, finding->what,
                                misconception_key(finding->misconception));
        }
    return text;
}

#define ASSERT_FULL(verdict)                                                                       \
    ck_assert_msg((verdict)->points == (verdict)->max, "%s", courtroom_findings(verdict))
#define ASSERT_LOST(verdict)                                                                       \
    ck_assert_msg((verdict)->points < (verdict)->max, "%s", courtroom_findings(verdict))
#define ASSERT_BECAUSE(verdict, why)                                                               \
    ck_assert_msg(courtroom_has(verdict, MISCONCEPTION_##why), "%s", courtroom_findings(verdict))

#endif
