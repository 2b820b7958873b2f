/* SPDX-License-Identifier: MIT */
/* refusal: with an unsuitable number of processes (or without its argument) one process says so,
 * nobody works, and the program ends. The status it ends with does not matter. Half of the case is
 * earned when the refusal is there but comes from several processes. */
#include "judge/check.h"

#include "judge/tokens.h"

#include <string.h>

enum { SHARE_HALF = SHARE_ALL / 2 };

/* Facts of kinds other than the refusal are work. */
static const struct fact *first_work(const struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    for (int r = 0; r < of_case->run->np; r++)
        for (size_t i = 0; i < of_case->got[r].facts.count; i++)
            if (!check_has_fact(judging->check, of_case->got[r].facts.items[i].kind))
                return &of_case->got[r].facts.items[i];
    return NULL;
}

/* A line in words that speak of the kind of refusal that is asked for. */
static bool line_refuses(const struct judging *judging, const struct line *line) {
    const char *words = text_fold(judging->arena, line->text, line->length);
    char *plain = arena_strdup(judging->arena, words);
    bool cues = false;
    for (char *p = plain; *p != '\0'; p++)
        if (strchr(".,;:!?()[]\"'<>=-/*", *p) != NULL)
            *p = ' ';
    plain += strspn(plain, " ");
    for (size_t i = 0; i < judging->check->fact_count; i++) {
        const struct fact_kind *kind = &judging->rubric->facts[judging->check->facts[i]];
        if (kind->cues == NULL || kind->cues[0] == NULL)
            continue;
        cues = true;
        if (cued(plain, kind->cues))
            return true;
    }
    return !cues;
}

/* `taken` lines say facts, whatever words they use; NULL when none does. */
static bool lines_refuse(const struct judging *judging, const struct lines *lines,
                         const bool *taken) {
    for (size_t i = 0; i < lines->count; i++)
        if ((taken == NULL || !taken[i]) && line_refuses(judging, &lines->items[i]))
            return true;
    return false;
}

/* What a language or MPI itself says of a failure is no refusal, however it is worded. */
static bool is_breakdown(const struct lines *errors) {
    static const char *const signs[] = {"Traceback (most recent call last)", "MPI_ERR_",
                                        "An error occurred in MPI_", "Assertion",
                                        "*** Process received signal"};
    for (size_t i = 0; i < errors->count; i++)
        for (size_t k = 0; k < ARRAY_LEN(signs); k++)
            if (strstr(errors->items[i].text, signs[k]) != NULL)
                return true;
    return false;
}

/* Does the rank refuse: in the handout's words, or, where that is allowed, in others, on either
 * stream? */
static bool rank_refuses(const struct judging *judging, int rank) {
    const struct case_reading *of_case = judging_case(judging);
    const struct rank_reading *got = &of_case->got[rank];
    for (size_t i = 0; i < judging->check->fact_count; i++)
        if (facts_count(got, judging->check->facts[i]) > 0)
            return true;
    if (!judging->rubric->free_wording)
        return false;
    struct lines errors = lines_of(judging->arena, &of_case->capture->ranks[rank].err);
    return lines_refuse(judging, &got->lines, got->taken) ||
           (!is_breakdown(&errors) && lines_refuse(judging, &errors, NULL));
}

static const char *expected_refusal(const struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    for (int r = 0; of_case->expected != NULL && r < of_case->run->np; r++)
        for (size_t i = 0; i < of_case->expected[r].facts.count; i++)
            if (check_has_fact(judging->check, of_case->expected[r].facts.items[i].kind))
                return of_case->expected[r].facts.items[i].text;
    return NULL;
}

static int64_t not_refused(struct judging *judging, const struct fact *work) {
    judging_tell(
        judging,
        (struct finding){
            .rank = work == NULL ? -1 : work->rank,
            .line = work == NULL ? NULL : work->text,
            .what = work == NULL ? _("The program cannot work like this, but no process says so.")
                                 : _("The program works although it cannot do so like this."),
            .expected = expected_refusal(judging),
            .hint = _("Test the number of processes (and the arguments) first; let process "
                      "0 say what is needed, and let all processes end."),
            .misconception = MISCONCEPTION_REFUSAL_MISSING});
    return SHARE_NONE;
}

int64_t check_refusal(struct judging *judging) {
    const struct case_reading *of_case = judging_case(judging);
    const struct fact *work = first_work(judging);
    int refusing = 0, last = -1;
    for (int r = 0; r < of_case->run->np; r++) {
        if (rank_refuses(judging, r)) {
            refusing++;
            last = r;
        }
    }
    enum case_outcome outcome = of_case->capture->outcome;
    if (refusing == 0)
        return not_refused(judging, work);
    if (work != NULL) {
        judging_tell(judging,
                     (struct finding){.rank = work->rank,
                                      .line = work->text,
                                      .what = _("The program says that it cannot work like "
                                                "this, and then works all the same."),
                                      .hint = _("After the message nothing else may happen: "
                                                "finalise and return on every process."),
                                      .misconception = MISCONCEPTION_WORKS_AFTER_REFUSAL});
        return SHARE_NONE;
    }
    if (outcome != CASE_FINISHED && outcome != CASE_ABORTED) {
        judging_tell(
            judging,
            (struct finding){.rank = of_case->capture->culprit,
                             .what = _("The message is there, but the program does not end well."),
                             .got = case_outcome_key(outcome),
                             .hint = _("All processes have to know that the program is not to "
                                       "work: test the same condition on every one of them.")});
        return SHARE_NONE;
    }
    if (refusing > 1) {
        judging_tell(
            judging,
            (struct finding){
                .rank = last,
                .what = arena_printf(judging->arena,
                                     _("%d processes print the message; one is enough."), refusing),
                .hint = _("Let process 0 alone print it: if (rank == 0) ..."),
                .misconception = MISCONCEPTION_REFUSED_BY_EVERYONE});
        return SHARE_HALF;
    }
    return SHARE_ALL;
}
