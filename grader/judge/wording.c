/* SPDX-License-Identifier: MIT */
/* Learning a submission's own wording.
 *
 * Theory of operation. The lines that no template explained are looked at in four views: each
 * number by itself; numbers in a row as lists; runs of alike lines folded into one (one element of
 * a list a line); all lines of a rank as one. In a view, lines with the same words have the same
 * shape. For a shape and a kind of fact a *mapping* says which value of the line is which field;
 * the mapping sought is the one under which the most lines of the shape, over all ranks and cases,
 * say exactly a fact that the reference printed on that rank. Words that announce a field or a kind
 * (cues) exclude mappings that a reader would not make, so that swapped labels are not read as
 * right. The best (shape, kind, mapping) are taken first, each line and each expected fact is used
 * once. What the remaining lines of a taken shape say is read with the same mapping: that is how
 * wrong values are seen. The judge never needs the mapping to be unique, only consistent. */
#include "judge/wording.h"

#include <stdlib.h>
#include <string.h>

/* Does the reference say this kind of fact in a case that it does not refuse? */
static bool is_expected(const struct reading *reading, size_t kind) {
    for (size_t c = 0; c < reading->case_count; c++) {
        const struct case_reading *of_case = &reading->cases[c];
        for (int r = 0;
             !of_case->run->unsuitable && of_case->expected != NULL && r < of_case->run->np; r++)
            if (facts_count(&of_case->expected[r], kind) > 0)
                return true;
    }
    return false;
}

/* Lists are folded and grouped for values, and spread for single numbers. */
static bool view_suits(const struct fact_kind *kind, size_t view) {
    bool lists = false, numbers = false;
    for (size_t f = 0; f < kind->field_count; f++) {
        lists = lists || kind->fields[f].type == FIELD_VALUE;
        numbers =
            numbers || (kind->fields[f].type == FIELD_INT && kind->fields[f].role == ROLE_NONE);
    }
    return view == VIEW_PLAIN || view == VIEW_WHOLE ||
           (view == VIEW_SPREAD ? numbers && !lists : lists);
}

/* ---- taking the best ---- */

static int by_merit(const void *a, const void *b) {
    const struct mapping *x = a, *y = b;
    if (x->exact != y->exact)
        return x->exact > y->exact ? -1 : 1;
    if (x->support != y->support)
        return x->support > y->support ? -1 : 1;
    if (x->view != y->view)
        return x->view < y->view ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->shape < y->shape ? -1 : x->shape > y->shape;
}

/* The values that the mapping takes as data; the rank and the size may serve several facts of a
 * line. */
static unsigned data_bits(const struct fact_kind *kind, const struct mapping *mapping) {
    unsigned bits = 0;
    for (size_t f = 0; f < kind->field_count; f++)
        if (mapping->place[f] != NOWHERE && kind->fields[f].role == ROLE_NONE)
            bits |= 1u << mapping->place[f];
    return bits == 0 ? 1u << 31 : bits;
}

static struct fact mapped_fact(struct arena *arena, const struct rubric *rubric,
                               const struct mapping *mapping, const struct worded *line) {
    const struct fact_kind *kind = &rubric->facts[mapping->kind];
    struct fact fact = {
        .kind = mapping->kind, .rank = line->rank, .line = line->first, .text = line->text};
    fact.values = arena_array(arena, kind->field_count, sizeof *fact.values);
    for (size_t f = 0; f < kind->field_count; f++) {
        if (mapping->place[f] == NOWHERE)
            continue;
        fact.values[f] = line->tokens.items[mapping->place[f]].value;
        if (kind->fields[f].type == FIELD_INT && fact.values[f].type == VALUE_LIST &&
            fact.values[f].count == 1)
            fact.values[f] = fact.values[f].items[0];
    }
    return fact;
}

/* May the line still be read under this mapping? Other views may have taken its text. */
static bool line_is_free(const struct learner *learner, const struct mapping *mapping,
                         const struct worded *line) {
    unsigned bits = data_bits(&learner->rubric->facts[mapping->kind], mapping);
    if (line->used != 0)
        return (line->used & bits) == 0 && ((line->used | bits) & 1u << 31) == 0;
    if (line->taken != NULL && *line->taken)
        return true;
    const struct rank_reading *rank = &learner->reading->cases[line->of_case].got[line->rank];
    for (size_t i = 0; i < line->count; i++)
        if (rank->taken[line->first + i])
            return false;
    return true;
}

static void take_line(struct learner *learner, const struct mapping *mapping, struct worded *line) {
    struct rank_reading *rank = &learner->reading->cases[line->of_case].got[line->rank];
    struct fact fact = mapped_fact(learner->arena, learner->rubric, mapping, line);
    fact_add(learner->arena, rank, &fact);
    for (size_t i = 0; i < line->count; i++)
        rank->taken[line->first + i] = true;
    if (line->taken != NULL)
        *line->taken = true;
    line->used |= data_bits(&learner->rubric->facts[mapping->kind], mapping);
    learner->reading->how[mapping->kind] = READ_WORDING;
}

/* Takes the lines that say expected facts. Returns how many. */
static size_t take_exact(struct learner *learner, const struct mapping *mapping) {
    struct view *view = &learner->views[mapping->view];
    const struct shape *shape = &view->shapes[mapping->shape];
    size_t taken = 0;
    for (size_t i = 0; i < shape->count; i++) {
        struct worded *line = &view->lines[shape->first + i];
        size_t expected = wording_expected(learner, mapping, line);
        if (expected == SIZE_MAX || !line_is_free(learner, mapping, line))
            continue;
        learner->consumed[line->of_case][line->rank][expected] = true;
        take_line(learner, mapping, line);
        taken++;
    }
    return taken;
}

/* Takes what is left of the shape's lines: they say this kind of fact, but not what was expected.
 */
static void take_rest(struct learner *learner, const struct mapping *mapping, bool shared) {
    struct view *view = &learner->views[mapping->view];
    const struct shape *shape = &view->shapes[mapping->shape];
    for (size_t i = 0; i < shape->count; i++) {
        struct worded *line = &view->lines[shape->first + i];
        if (!line_is_free(learner, mapping, line))
            continue;
        const struct case_reading *of_case = &learner->reading->cases[line->of_case];
        if (shared && (of_case->expected == NULL ||
                       facts_count(&of_case->got[line->rank], mapping->kind) >=
                           facts_count(&of_case->expected[line->rank], mapping->kind)))
            continue;
        take_line(learner, mapping, line);
    }
}

static const char *mapping_text(struct arena *arena, const struct rubric *rubric,
                                const struct mapping *mapping, const struct worded *line) {
    const struct fact_kind *kind = &rubric->facts[mapping->kind];
    const char *text = "";
    size_t from = 0;
    for (size_t t = 0; t < line->tokens.count; t++) {
        for (size_t f = 0; f < kind->field_count; f++) {
            if (mapping->place[f] != (int)t || line->tokens.items[t].begin < from)
                continue;
            text =
                arena_printf(arena, "%s%.*s{%s}", text, (int)(line->tokens.items[t].begin - from),
                             line->text + from, kind->fields[f].name);
            from = line->tokens.items[t].end;
        }
    }
    return arena_printf(arena, "%s%.100s", text, line->text + from);
}

static void tell(struct learner *learner, const struct mapping *mapping) {
    const struct view *view = &learner->views[mapping->view];
    const struct worded *line = &view->lines[view->shapes[mapping->shape].first];
    const char *text = mapping_text(learner->arena, learner->rubric, mapping, line);
    const char *before = learner->reading->wording;
    learner->reading->wording =
        before == NULL ? text : arena_printf(learner->arena, "%s\n%s", before, text);
}

/* The lines agree with nothing expected. They are read all the same when the words name the kind or
 * a field other than the rank: then the student sees which value is wrong. */
static bool is_named(const struct learner *learner, const struct mapping *mapping) {
    const struct fact_kind *kind = &learner->rubric->facts[mapping->kind];
    const struct view *view = &learner->views[mapping->view];
    const struct tokens *tokens = &view->lines[view->shapes[mapping->shape].first].tokens;
    bool named = cued(tokens->shape, kind->cues);
    for (size_t f = 0; f < kind->field_count; f++)
        if (mapping->place[f] != NOWHERE && kind->fields[f].role == ROLE_NONE)
            named = named || wording_announced(learner, view, &view->shapes[mapping->shape],
                                               mapping->kind, (size_t)mapping->place[f], f) > 0;
    return named && mapping->support > 0;
}

/* A kind that has found its lines elsewhere does not also pick among those that say another kind:
 * where who does what is left to chance, some of them agree by chance. */
static bool picks_by_chance(const struct learner *learner, const bool *accepted, size_t index) {
    const struct mapping *mapping = &learner->mappings[index];
    bool shared = false, elsewhere = false;
    for (size_t m = 0; m < index; m++) {
        const struct mapping *other = &learner->mappings[m];
        bool same_shape = other->view == mapping->view && other->shape == mapping->shape;
        shared = shared || (accepted[m] && same_shape && other->kind != mapping->kind);
        elsewhere = elsewhere || (accepted[m] && !same_shape && other->kind == mapping->kind);
    }
    return shared && elsewhere;
}

static void take_best(struct learner *learner) {
    bool *accepted = arena_array(learner->arena, learner->mapping_count + 1, sizeof *accepted);
    if (learner->mapping_count > 0)
        qsort(learner->mappings, learner->mapping_count, sizeof *learner->mappings, by_merit);
    for (size_t m = 0; m < learner->mapping_count; m++) {
        accepted[m] = !picks_by_chance(learner, accepted, m) &&
                      take_exact(learner, &learner->mappings[m]) > 0;
        if (accepted[m])
            tell(learner, &learner->mappings[m]);
    }
    for (int alone = 0; alone < 2; alone++) {
        for (size_t m = 0; m < learner->mapping_count; m++) {
            const struct mapping *mapping = &learner->mappings[m];
            if (accepted[m])
                take_rest(learner, mapping, alone == 0);
        }
    }
    for (size_t m = 0; m < learner->mapping_count; m++) {
        const struct mapping *mapping = &learner->mappings[m];
        if (!accepted[m] && learner->reading->how[mapping->kind] == READ_NOWHERE &&
            mapping->view != VIEW_WHOLE && is_named(learner, mapping))
            take_rest(learner, mapping, false);
    }
}

/* ---- facts in the order printed ---- */

static int by_line(const void *a, const void *b) {
    const struct fact *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static void settle(struct learner *learner) {
    struct reading *reading = learner->reading;
    bool handout = false, worded = false;
    for (size_t k = 0; k < learner->rubric->fact_count; k++) {
        handout = handout || (reading->how[k] == READ_TEMPLATE && is_expected(reading, k));
        worded = worded || (reading->how[k] == READ_WORDING && learner->rubric->facts[k].essential);
    }
    for (size_t k = 0; k < learner->rubric->fact_count; k++)
        if (worded && !handout && reading->how[k] == READ_NOWHERE &&
            !learner->rubric->facts[k].essential)
            reading->how[k] = NOT_SHOWN;
    for (size_t c = 0; c < reading->case_count; c++)
        for (int r = 0; r < reading->cases[c].run->np; r++) {
            struct fact_list *facts = &reading->cases[c].got[r].facts;
            if (facts->count > 1)
                qsort(facts->items, facts->count, sizeof *facts->items, by_line);
        }
}

void wording_learn(struct reading *reading) {
    struct learner learner = {
        .arena = reading->arena, .reading = reading, .rubric = reading->rubric};
    bool missing = false;
    if (reading->case_count > ARRAY_LEN(learner.consumed))
        return;
    for (size_t k = 0; k < reading->rubric->fact_count; k++)
        missing = missing || (reading->how[k] == READ_NOWHERE && is_expected(reading, k));
    if (!missing)
        return;
    wording_view(&learner);
    for (size_t k = 0; k < reading->rubric->fact_count; k++)
        for (size_t v = 0; v < VIEW_COUNT; v++)
            for (size_t s = 0;
                 reading->how[k] == READ_NOWHERE && is_expected(reading, k) &&
                 view_suits(&reading->rubric->facts[k], v) && s < learner.views[v].shape_count;
                 s++)
                wording_map(&learner, v, s, k);
    take_best(&learner);
    settle(&learner);
}
