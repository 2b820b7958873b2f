/* SPDX-License-Identifier: MIT */
/* assignment: the iterations that each rank runs (and prints) are those of the decomposition. A
 * rank is right when it runs exactly its iterations; the share of a case is that of its right
 * ranks. */
#include "judge/check.h"
#include "judge/decompose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More iterations than this are no exercise; a rubric that asks for them gets no points to give. */
enum { ITERATIONS_MAX = 100000 };

static size_t field_index(const struct fact_kind *kind, const char *name) {
    for (size_t i = 0; i < kind->field_count; i++)
        if (strcmp(kind->fields[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

/* Who ran what, by who printed it (claimed: by which rank the line names). */
static struct assignment *found(const struct judging *judging, bool claimed) {
    const struct case_reading *of_case = judging_case(judging);
    size_t kind_index = judging->check->facts[0];
    const struct fact_kind *kind = &judging->rubric->facts[kind_index];
    size_t field = field_index(kind, judging->check->field);
    int np = of_case->run->np;
    struct assignment *got = arena_alloc(judging->arena, sizeof *got);
    got->np = np;
    got->counts = arena_array(judging->arena, (size_t)np, sizeof *got->counts);
    got->iterations = arena_array(judging->arena, (size_t)np, sizeof *got->iterations);
    size_t *capacities = arena_array(judging->arena, (size_t)np, sizeof *capacities);
    for (int r = 0; r < np; r++) {
        const struct fact_list *facts = &of_case->got[r].facts;
        for (size_t i = 0; i < facts->count; i++) {
            const struct fact *fact = &facts->items[i];
            if (fact->kind != kind_index || fact->values[field].type != VALUE_INT)
                continue;
            const struct value *rank = fact_role(kind, fact, ROLE_RANK);
            int64_t owner = claimed && rank != NULL && rank->type == VALUE_INT ? rank->integer : r;
            if (owner < 0 || owner >= np)
                continue;
            *(int64_t *)arena_push(judging->arena, &got->iterations[owner], &got->counts[owner],
                                   &capacities[owner], sizeof(int64_t)) =
                fact->values[field].integer;
        }
    }
    return got;
}

static const char *list_text(struct arena *arena, const int64_t *items, size_t count) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (out == NULL || count == 0) {
        if (out != NULL)
            (void)fclose(out);
        free(text);
        return _("nothing");
    }
    for (size_t i = 0; i < count && i < 40; i++)
        (void)fprintf(out, "%s%lld", i == 0 ? "" : " ", (long long)items[i]);
    (void)fprintf(out, "%s", count > 40 ? " ..." : "");
    (void)fclose(out);
    const char *copy = arena_strndup(arena, text, length);
    free(text);
    return copy;
}

/* How often an iteration was run, and by whom last. */
static size_t runs_of(const struct assignment *got, int64_t iteration) {
    size_t runs = 0;
    for (int r = 0; r < got->np; r++)
        for (size_t i = 0; i < got->counts[r]; i++)
            runs += got->iterations[r][i] == iteration;
    return runs;
}

/* The iterations that were run another number of times than once. */
static int64_t tell_coverage(struct judging *judging, const struct assignment *got, int64_t count) {
    char *text[2] = {NULL, NULL};
    size_t length[2], amiss[2] = {0, 0};
    FILE *lost = open_memstream(&text[0], &length[0]),
         *twice = open_memstream(&text[1], &length[1]);
    if (lost == NULL || twice == NULL)
        die("out of memory");
    for (int64_t i = 0; i < count; i++) {
        size_t runs = runs_of(got, i);
        if (runs == 0 && amiss[0]++ < 40)
            (void)fprintf(lost, " %lld", (long long)i);
        if (runs > 1 && amiss[1]++ < 40)
            (void)fprintf(twice, " %lld", (long long)i);
    }
    (void)fclose(lost);
    (void)fclose(twice);
    if (amiss[0] > 0)
        judging_tell(
            judging,
            (struct finding){.rank = -1,
                             .what = arena_printf(judging->arena,
                                                  _("Nobody runs these iterations:%s."), text[0])});
    if (amiss[1] > 0)
        judging_tell(judging, (struct finding){.rank = -1,
                                               .what = arena_printf(
                                                   judging->arena,
                                                   _("These iterations are run more than once:%s."),
                                                   text[1])});
    free(text[0]);
    free(text[1]);
    return count - (int64_t)(amiss[0] + amiss[1]);
}

static void tell_ranks(struct judging *judging, const struct assignment *expected,
                       const struct assignment *got) {
    for (int r = 0; r < got->np; r++) {
        struct assignment a = {1, &expected->counts[r], &expected->iterations[r]};
        struct assignment b = {1, &got->counts[r], &got->iterations[r]};
        if (assignment_same(&a, &b))
            continue;
        judging_tell(
            judging,
            (struct finding){
                .rank = r,
                .what = arena_printf(judging->arena,
                                     _("Process %d runs other iterations than it should."), r),
                .expected = list_text(judging->arena, a.iterations[0], a.counts[0]),
                .got = list_text(judging->arena, b.iterations[0], b.counts[0])});
    }
}

/* One sentence for the whole case, if a known mistake explains it. */
static bool tell_mistake(struct judging *judging, const struct assignment *expected,
                         const struct assignment *got, int64_t iterations) {
    const struct assignment *claimed = found(judging, true);
    struct explanation why = {0};
    if (assignment_same(claimed, expected))
        why = (struct explanation){MISCONCEPTION_PRINTED_BY_OTHER_RANK,
                                   _("The lines name the right process for each iteration, but "
                                     "other processes print them."),
                                   _("Each process is to run, and to print, its own iterations.")};
    else
        why = explain_assignment(judging->arena, judging->check->decomposition, iterations, got);
    if (why.what == NULL)
        return false;
    judging_tell(judging, (struct finding){.rank = -1,
                                           .what = why.what,
                                           .hint = why.hint,
                                           .misconception = why.misconception});
    return true;
}

int64_t check_assignment(struct judging *judging) {
    int64_t iterations;
    struct case_verdict *verdict = &judging->cases[judging->index];
    if (judging_evaluate(judging, judging->check->iterations, -1, &iterations) != 0 ||
        iterations < 0 || iterations > ITERATIONS_MAX)
        return SHARE_NOTHING_TO_JUDGE;
    const struct assignment *got = found(judging, false);
    const struct assignment *expected = decompose(judging->arena, judging->check->decomposition,
                                                  iterations, judging_case(judging)->run->np);
    verdict->expected = expected;
    verdict->got = got;
    if (judging_nothing_shown(judging)) {
        judging_tell_nothing(judging, _("No line shows an iteration."));
        return SHARE_NONE;
    }
    if (expected == NULL) /* dynamic: each once, whoever runs it */
        return iterations == 0
                   ? SHARE_ALL
                   : share_of((size_t)tell_coverage(judging, got, iterations), (size_t)iterations);
    if (assignment_same(expected, got))
        return SHARE_ALL;
    if (!tell_mistake(judging, expected, got, iterations))
        tell_coverage(judging, got, iterations);
    tell_ranks(judging, expected, got);
    size_t right = 0;
    for (int r = 0; r < got->np; r++) {
        struct assignment a = {1, &expected->counts[r], &expected->iterations[r]};
        struct assignment b = {1, &got->counts[r], &got->iterations[r]};
        right += assignment_same(&a, &b);
    }
    return share_of(right, (size_t)got->np);
}
