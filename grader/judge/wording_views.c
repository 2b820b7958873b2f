/* SPDX-License-Identifier: MIT */
/* The views of the lines that no template explained. */
#include "judge/wording.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is known of a case ---- */

struct strings {
    const char **items; /* NULL-ended */
    size_t count, capacity;
};

static void add_string(struct arena *arena, struct strings *strings, const char *text) {
    for (size_t i = 0; i < strings->count; i++)
        if (strcmp(strings->items[i], text) == 0)
            return;
    *(const char **)arena_push(arena, &strings->items, &strings->count, &strings->capacity,
                               sizeof *strings->items) = text;
}

static void end_strings(struct arena *arena, struct strings *strings) {
    *(const char **)arena_push(arena, &strings->items, &strings->count, &strings->capacity,
                               sizeof *strings->items) = NULL;
}

struct known {
    struct strings hosts, texts, keys, rank_cues;
};

static void know_value(struct arena *arena, struct known *known, const struct field *field,
                       const struct value *value) {
    if (value->type == VALUE_TEXT && value->text[0] != '\0')
        add_string(arena, field->type == FIELD_HOST ? &known->hosts : &known->texts, value->text);
    if (value->type == VALUE_DICT)
        for (size_t i = 0; i < value->count; i += 2)
            if (value->items[i].type == VALUE_TEXT)
                add_string(arena, &known->keys, value->items[i].text);
}

static void know_case(const struct learner *learner, size_t index, struct known *known) {
    const struct case_reading *of_case = &learner->reading->cases[index];
    *known = (struct known){0};
    for (int r = 0; of_case->expected != NULL && r < of_case->run->np; r++) {
        const struct fact_list *facts = &of_case->expected[r].facts;
        for (size_t i = 0; i < facts->count; i++) {
            const struct fact_kind *kind = &learner->rubric->facts[facts->items[i].kind];
            for (size_t f = 0; f < kind->field_count; f++)
                know_value(learner->arena, known, &kind->fields[f], &facts->items[i].values[f]);
        }
    }
    for (size_t k = 0; k < learner->rubric->fact_count; k++) {
        const struct fact_kind *kind = &learner->rubric->facts[k];
        for (size_t f = 0; f < kind->field_count; f++)
            for (size_t c = 0; kind->fields[f].role == ROLE_RANK && kind->fields[f].cues != NULL &&
                               kind->fields[f].cues[c] != NULL;
                 c++)
                add_string(learner->arena, &known->rank_cues, kind->fields[f].cues[c]);
    }
    end_strings(learner->arena, &known->hosts);
    end_strings(learner->arena, &known->texts);
    end_strings(learner->arena, &known->keys);
    end_strings(learner->arena, &known->rank_cues);
}

/* ---- views ---- */

void view_add(struct learner *learner, size_t view, const struct worded *line) {
    struct view *to = &learner->views[view];
    if (line->tokens.count > 0)
        *(struct worded *)arena_push(learner->arena, &to->lines, &to->count, &to->capacity,
                                     sizeof *line) = *line;
}

static const char *joined(struct arena *arena, const struct lines *lines, size_t first,
                          size_t count) {
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += lines->items[first + i].length + 1;
    if (length > TOKEN_LINE_MAX)
        return NULL;
    char *text = arena_alloc(arena, length + 1), *out = text;
    for (size_t i = 0; i < count; i++) {
        memcpy(out, lines->items[first + i].text, lines->items[first + i].length);
        out += lines->items[first + i].length;
        *out++ = ' ';
    }
    return text;
}

/* The line, with the lines behind it that are nothing but values. */
static struct worded worded_at(struct learner *learner, size_t index, int rank, size_t first) {
    const struct rank_reading *reading = &learner->reading->cases[index].got[rank];
    struct worded line = {.of_case = index, .rank = rank, .first = first, .count = 1};
    size_t length = reading->lines.items[first].length;
    while (first + line.count < reading->lines.count && !reading->taken[first + line.count]) {
        const struct line *next = &reading->lines.items[first + line.count];
        length += next->length + 1;
        if (length > TOKEN_LINE_MAX || !line_is_value(next->text, next->length))
            break;
        line.count++;
    }
    line.text = line.count == 1 ? reading->lines.items[first].text
                                : joined(learner->arena, &reading->lines, first, line.count);
    return line;
}

/* "iterations: 0 1 2" as three lines that say one each. A line without a list stays as it is. */
static void spread(struct learner *learner, const struct worded *line) {
    const struct tokens *tokens = &line->tokens;
    size_t place = SIZE_MAX;
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->items[i].value.type == VALUE_LIST)
            place = i;
    struct worded part = *line;
    if (place == SIZE_MAX) {
        view_add(learner, VIEW_SPREAD, &part);
        return;
    }
    part.taken = arena_alloc(learner->arena, sizeof *part.taken);
    const struct value *list = &tokens->items[place].value;
    for (size_t i = 0; i < list->count && i < RANK_LINES_MAX; i++) {
        part.tokens.items = arena_array(learner->arena, tokens->count, sizeof *tokens->items);
        memcpy(part.tokens.items, tokens->items, tokens->count * sizeof *tokens->items);
        part.tokens.items[place].value = list->items[i];
        view_add(learner, VIEW_SPREAD, &part);
    }
}

static void view_rank(struct learner *learner, size_t index, int rank, const struct known *known) {
    const struct rank_reading *reading = &learner->reading->cases[index].got[rank];
    struct token_context context = {.hosts = known->hosts.items,
                                    .texts = known->texts.items,
                                    .keys = known->keys.items,
                                    .rank_cues = known->rank_cues.items,
                                    .rank = rank};
    size_t free_lines = 0;
    for (size_t i = 0; i < reading->lines.count && i < RANK_LINES_MAX;) {
        if (reading->taken[i]) {
            i++;
            continue;
        }
        struct worded line = worded_at(learner, index, rank, i);
        for (size_t view = VIEW_PLAIN; view <= VIEW_GROUPED; view++) {
            context.grouped = view == VIEW_GROUPED;
            if (!tokens_of(learner->arena, &context, line.text, strlen(line.text), &line.tokens))
                continue;
            view_add(learner, view, &line);
            if (view == VIEW_GROUPED)
                spread(learner, &line);
        }
        free_lines += line.count;
        i += line.count;
    }
    struct worded whole = {.of_case = index, .rank = rank, .count = reading->lines.count};
    whole.text = free_lines == reading->lines.count && free_lines > 1
                     ? joined(learner->arena, &reading->lines, 0, free_lines)
                     : NULL;
    context.grouped = true;
    if (whole.text != NULL &&
        tokens_of(learner->arena, &context, whole.text, strlen(whole.text), &whole.tokens))
        view_add(learner, VIEW_WHOLE, &whole);
}

static int by_shape(const void *a, const void *b) {
    const struct worded *x = a, *y = b;
    int order = strcmp(x->tokens.shape, y->tokens.shape);
    if (order == 0)
        order = (x->of_case > y->of_case) - (x->of_case < y->of_case);
    if (order == 0)
        order = (x->rank > y->rank) - (x->rank < y->rank);
    return order != 0 ? order : (x->first > y->first) - (x->first < y->first);
}

static void sort_shapes(struct learner *learner, struct view *view) {
    if (view->count == 0)
        return;
    qsort(view->lines, view->count, sizeof *view->lines, by_shape);
    view->shapes = arena_array(learner->arena, SHAPES_MAX, sizeof *view->shapes);
    for (size_t i = 0; i < view->count && view->shape_count < SHAPES_MAX;) {
        size_t first = i;
        while (i < view->count &&
               strcmp(view->lines[i].tokens.shape, view->lines[first].tokens.shape) == 0)
            i++;
        view->shapes[view->shape_count++] = (struct shape){first, i - first};
    }
}

void wording_view(struct learner *learner) {
    for (size_t c = 0; c < learner->reading->case_count; c++) {
        const struct case_reading *of_case = &learner->reading->cases[c];
        struct known known;
        know_case(learner, c, &known);
        learner->consumed[c] =
            arena_array(learner->arena, (size_t)of_case->run->np, sizeof *learner->consumed[c]);
        for (int r = 0; r < of_case->run->np; r++) {
            size_t facts = of_case->expected == NULL ? 0 : of_case->expected[r].facts.count;
            learner->consumed[c][r] = arena_array(learner->arena, facts + 1, sizeof(bool));
            view_rank(learner, c, r, &known);
        }
    }
    wording_fold(learner, VIEW_PLAIN);
    wording_fold(learner, VIEW_GROUPED);
    for (size_t v = 0; v < VIEW_COUNT; v++)
        sort_shapes(learner, &learner->views[v]);
}
