/* SPDX-License-Identifier: MIT */
/* Which value of a line is which field: the mapping that explains the most lines of a shape. */
#include "judge/wording.h"

/* ---- mappings ---- */

static const struct fact_list *expected_facts(const struct learner *learner,
                                              const struct worded *line) {
    static const struct fact_list none;
    const struct case_reading *of_case = &learner->reading->cases[line->of_case];
    return of_case->expected == NULL ? &none : &of_case->expected[line->rank].facts;
}

static bool has_words(const char *const *cues) {
    return cues != NULL && cues[0] != NULL;
}

/* The words that belong to a value: those before it; for the last also those behind the line's
 * values. */
static bool words_have(const struct tokens *tokens, size_t place, const char *const *cues) {
    return cued(tokens->items[place].before, cues) ||
           (place + 1 == tokens->count && tokens->items[place].before[0] == '\0' &&
            cued(tokens->after, cues));
}

/* A word that stands before several values of the line ("I gave 2, my partner gave me 3") tells
 * nothing. */
static bool tells(const struct tokens *tokens, size_t place, const char *const *cues) {
    if (!words_have(tokens, place, cues))
        return false;
    for (size_t i = 0; i < tokens->count; i++)
        if (i != place && words_have(tokens, i, cues))
            return false;
    return true;
}

/* Does the reference print this kind on this rank, in any case? */
static bool is_expected_of(const struct learner *learner, size_t kind, int rank) {
    for (size_t c = 0; c < learner->reading->case_count; c++) {
        const struct case_reading *of_case = &learner->reading->cases[c];
        if (of_case->expected != NULL && rank < of_case->run->np &&
            facts_count(&of_case->expected[rank], kind) > 0)
            return true;
    }
    return false;
}

/* Is this kind expected of a rank that prints lines of the shape? */
static bool shape_may_be(const struct learner *learner, const struct view *view,
                         const struct shape *shape, size_t kind) {
    for (size_t i = 0; i < shape->count && i < SAMPLE_MAX; i++)
        if (is_expected_of(learner, kind, view->lines[shape->first + i].rank))
            return true;
    return false;
}

/* Do the words name a field of this kind, or, by its data or its own cues, one of another kind that
 * the line may be? */
static bool names_another(const struct learner *learner, const struct view *view,
                          const struct shape *shape, size_t kind_index, size_t place) {
    const struct tokens *tokens = &view->lines[shape->first].tokens;
    for (size_t k = 0; k < learner->rubric->fact_count; k++) {
        const struct fact_kind *kind = &learner->rubric->facts[k];
        bool named = k != kind_index && tells(tokens, place, kind->cues);
        for (size_t f = 0; f < kind->field_count; f++)
            named = named || ((k == kind_index || kind->fields[f].role == ROLE_NONE) &&
                              tells(tokens, place, kind->fields[f].cues));
        if (named && (k == kind_index || shape_may_be(learner, view, shape, k)))
            return true;
    }
    return false;
}

int wording_announced(const struct learner *learner, const struct view *view,
                      const struct shape *shape, size_t kind_index, size_t place,
                      size_t field_index) {
    const struct tokens *tokens = &view->lines[shape->first].tokens;
    const struct fact_kind *kind = &learner->rubric->facts[kind_index];
    const struct field *field = &kind->fields[field_index];
    if (words_have(tokens, place, field->cues))
        return 1;
    /* "after: [1, 2]": the cue of the kind announces its data. */
    if (!has_words(field->cues) ||
        (field->role == ROLE_NONE && words_have(tokens, place, kind->cues)))
        return 0;
    return names_another(learner, view, shape, kind_index, place) ? -1 : 0;
}

static bool fits_type(const struct field *field, const struct value *value) {
    const struct value *item =
        value->type == VALUE_LIST && value->count == 1 ? &value->items[0] : value; /* "[2]" */
    switch (field->type) {
    case FIELD_INT:
        return item->type == VALUE_INT;
    case FIELD_REAL:
        return item->type == VALUE_INT || item->type == VALUE_REAL;
    case FIELD_STRING:
    case FIELD_VALUE:
        return true;
    case FIELD_HOST:
    case FIELD_TYPE_COUNT:
        return false;
    }
    return false;
}

/* How many sampled lines have, at this place, what some expected fact of the rank has in this
 * field. */
static size_t support_of(const struct learner *learner, const struct shape *shape,
                         const struct view *view, size_t kind, size_t field, size_t place) {
    size_t support = 0;
    for (size_t i = 0; i < shape->count && i < SAMPLE_MAX; i++) {
        const struct worded *line = &view->lines[shape->first + i];
        const struct fact_list *facts = expected_facts(learner, line);
        bool agrees = false;
        for (size_t f = 0; !agrees && f < facts->count; f++)
            agrees = facts->items[f].kind == kind &&
                     value_equal(&facts->items[f].values[field], &line->tokens.items[place].value);
        support += agrees;
    }
    return support;
}

struct choice {
    int place;
    size_t support;
    int announced;
};

struct choices {
    size_t count;
    struct choice items[CHOICES + 2];
};

/* The same value in all lines of a case, as the number of processes is. */
static bool is_constant(const struct view *view, const struct shape *shape, size_t place) {
    for (size_t i = 1; i < shape->count && i < SAMPLE_MAX; i++) {
        const struct worded *line = &view->lines[shape->first + i], *before = line - 1;
        if (line->of_case == before->of_case &&
            !value_equal(&line->tokens.items[place].value, &before->tokens.items[place].value))
            return false;
    }
    return true;
}

static bool is_roots_data(const struct learner *learner, size_t kind_index) {
    const struct fact_kind *kind = &learner->rubric->facts[kind_index];
    bool data = false;
    for (size_t f = 0; f < kind->field_count; f++)
        data = data || (kind->fields[f].role == ROLE_NONE && kind->fields[f].compared &&
                        !kind->fields[f].optional);
    return data && !is_expected_of(learner, kind_index, 1) &&
           is_expected_of(learner, kind_index, 0);
}

/* May a mapping leave the field out? Not the number of processes where the line names one; the rank
 * where only the root prints such data: who printed it is known. */
static bool may_be_absent(const struct learner *learner, size_t kind, const struct view *view,
                          const struct shape *shape, const struct field *field,
                          const struct choices *choices) {
    if (field->role == ROLE_RANK && is_roots_data(learner, kind))
        return true;
    if (field->role == ROLE_SIZE)
        for (size_t i = 0; i < choices->count; i++)
            if (choices->items[i].announced > 0 &&
                is_constant(view, shape, (size_t)choices->items[i].place))
                return false;
    return field->optional || !field->compared || field->type == FIELD_HOST;
}

/* The likeliest places of a field, the best first. */
static struct choices choices_of(const struct learner *learner, size_t view_index,
                                 size_t shape_index, size_t kind_index, size_t field_index) {
    const struct view *view = &learner->views[view_index];
    const struct shape *shape = &view->shapes[shape_index];
    const struct fact_kind *kind = &learner->rubric->facts[kind_index];
    const struct field *field = &kind->fields[field_index];
    const struct tokens *tokens = &view->lines[shape->first].tokens;
    struct choices choices = {0};
    for (size_t place = 0; place < tokens->count && field->type != FIELD_HOST; place++) {
        struct choice choice = {
            .place = (int)place,
            .announced = wording_announced(learner, view, shape, kind_index, place, field_index)};
        if (choice.announced < 0 || !fits_type(field, &tokens->items[place].value))
            continue;
        choice.support = support_of(learner, shape, view, kind_index, field_index, place);
        size_t at = choices.count < CHOICES ? choices.count++ : CHOICES;
        while (at > 0 && (choices.items[at - 1].support < choice.support ||
                          (choices.items[at - 1].support == choice.support &&
                           choices.items[at - 1].announced < choice.announced))) {
            choices.items[at] = choices.items[at - 1];
            at--;
        }
        if (at < CHOICES)
            choices.items[at] = choice;
    }
    if (may_be_absent(learner, kind_index, view, shape, field, &choices))
        choices.items[choices.count++] = (struct choice){.place = NOWHERE};
    return choices;
}

static bool mapped_equal(const struct fact_kind *kind, const struct mapping *mapping,
                         const struct worded *line, const struct fact *expected) {
    for (size_t f = 0; f < kind->field_count; f++)
        if (mapping->place[f] != NOWHERE &&
            !value_equal(&line->tokens.items[mapping->place[f]].value, &expected->values[f]))
            return false;
    return true;
}

/* The expected fact (not consumed yet) that the line says; SIZE_MAX when none. */
size_t wording_expected(const struct learner *learner, const struct mapping *mapping,
                        const struct worded *line) {
    const struct fact_list *facts = expected_facts(learner, line);
    for (size_t i = 0; i < facts->count; i++)
        if (facts->items[i].kind == mapping->kind &&
            !learner->consumed[line->of_case][line->rank][i] &&
            mapped_equal(&learner->rubric->facts[mapping->kind], mapping, line, &facts->items[i]))
            return i;
    return SIZE_MAX;
}

/* Counts each expected fact once: three lines that say the same fact explain one. */
static void score(const struct learner *learner, struct mapping *mapping) {
    const struct view *view = &learner->views[mapping->view];
    const struct shape *shape = &view->shapes[mapping->shape];
    size_t found[SAMPLE_MAX], count = shape->count < SAMPLE_MAX ? shape->count : SAMPLE_MAX;
    mapping->exact = 0;
    for (size_t i = 0; i < count; i++) {
        const struct worded *line = &view->lines[shape->first + i];
        found[i] = wording_expected(learner, mapping, line);
        if (found[i] == SIZE_MAX)
            continue;
        learner->consumed[line->of_case][line->rank][found[i]] = true;
        mapping->exact++;
    }
    for (size_t i = 0; i < count; i++) {
        const struct worded *line = &view->lines[shape->first + i];
        if (found[i] != SIZE_MAX)
            learner->consumed[line->of_case][line->rank][found[i]] = false;
    }
}

static bool better(const struct mapping *a, const struct mapping *b) {
    return a->exact != b->exact ? a->exact > b->exact : a->support > b->support;
}

/* Tries all combinations of the fields' choices, no value twice; keeps the best in *best. */
static void combine(const struct learner *learner, const struct choices *choices, size_t field,
                    struct mapping *trial, struct mapping *best, bool *found) {
    const struct fact_kind *kind = &learner->rubric->facts[trial->kind];
    if (field == kind->field_count) {
        score(learner, trial);
        if (!*found || better(trial, best))
            *best = *trial;
        *found = true;
        return;
    }
    for (size_t i = 0; i < choices[field].count; i++) {
        const struct choice *choice = &choices[field].items[i];
        bool taken = false;
        for (size_t f = 0; f < field; f++)
            taken = taken || (choice->place != NOWHERE && trial->place[f] == choice->place);
        if (taken)
            continue;
        /* Agreement counts double, a cue a little, so that the words decide where values cannot. */
        size_t support = trial->support;
        trial->support += 4 * choice->support + (size_t)choice->announced;
        trial->place[field] = choice->place;
        combine(learner, choices, field + 1, trial, best, found);
        trial->support = support;
    }
}

/* By its words, can the shape mean this kind? Not when they mean another one that is expected of a
 * rank that prints such lines. */
static bool words_allow(const struct learner *learner, const struct view *view,
                        const struct shape *shape, size_t kind) {
    const struct rubric *rubric = learner->rubric;
    const char *words = view->lines[shape->first].tokens.shape;
    if (!has_words(rubric->facts[kind].cues) || cued(words, rubric->facts[kind].cues))
        return true;
    for (size_t k = 0; k < rubric->fact_count; k++)
        if (cued(words, rubric->facts[k].cues) && shape_may_be(learner, view, shape, k))
            return false;
    return true;
}

void wording_map(struct learner *learner, size_t view, size_t shape, size_t kind) {
    const struct view *of = &learner->views[view];
    const struct fact_kind *fact_kind = &learner->rubric->facts[kind];
    struct choices choices[FIELDS_MAX];
    struct mapping trial = {.view = view, .shape = shape, .kind = kind}, best = {0};
    bool found = false;
    if (fact_kind->field_count == 0 || fact_kind->field_count > FIELDS_MAX ||
        !words_allow(learner, of, &of->shapes[shape], kind))
        return;
    for (size_t f = 0; f < fact_kind->field_count; f++) {
        choices[f] = choices_of(learner, view, shape, kind, f);
        if (choices[f].count == 0)
            return;
    }
    combine(learner, choices, 0, &trial, &best, &found);
    if (found)
        *(struct mapping *)arena_push(learner->arena, &learner->mappings, &learner->mapping_count,
                                      &learner->mapping_capacity, sizeof best) = best;
}
