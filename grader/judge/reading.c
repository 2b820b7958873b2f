/* SPDX-License-Identifier: MIT */
#include "judge/reading.h"

#include "rubric/template.h"

#include <string.h>

/* More facts in one line than this are not read. */
enum { FACTS_PER_LINE = 256 };

/* What one template found in a line. */
struct find {
    const struct template *template;
    size_t kind;
    size_t literals; /* bytes of the wording that are not fields: the most telling template wins */
    struct template_match match;
};

static size_t literal_length(const char *text) {
    size_t length = 0;
    bool field = false;
    for (; *text != '\0'; text++) {
        field = *text == '{' || (field && *text != '}');
        length += !field;
    }
    return length;
}

/* The best template that begins at or behind `from`: whole lines first, then the leftmost. */
static bool best_find(const struct rubric *rubric, const struct line *line, size_t from, bool whole,
                      struct find *ret_find) {
    bool found = false;
    for (size_t kind = 0; kind < rubric->fact_count; kind++) {
        const struct fact_kind *facts = &rubric->facts[kind];
        for (size_t i = 0; i < facts->template_count; i++) {
            struct find find = {.template = &facts->templates[i],
                                .kind = kind,
                                .literals = literal_length(facts->templates[i].text)};
            int hit =
                whole ? template_match(find.template, line->text, line->length, &find.match)
                      : template_find(find.template, line->text, line->length, from, &find.match);
            if (hit == 1 && (!found || find.match.whole.start < ret_find->match.whole.start ||
                             (find.match.whole.start == ret_find->match.whole.start &&
                              find.literals > ret_find->literals))) {
                *ret_find = find;
                found = true;
            }
        }
    }
    return found;
}

static struct fact fact_of(struct arena *arena, const struct rubric *rubric,
                           const struct line *line, const struct find *find) {
    const struct fact_kind *kind = &rubric->facts[find->kind];
    struct fact fact = {.kind = find->kind, .text = line->text};
    fact.values = arena_array(arena, kind->field_count, sizeof *fact.values);
    for (size_t i = 0; i < find->template->group_count; i++) {
        const struct span span = find->match.groups[i];
        if (span.end > line->length ||
            span.end < span.start) /* an alternative that did not match */
            continue;
        size_t field = find->template->groups[i];
        const char *text = line->text + span.start;
        size_t length = span.end - span.start;
        if (kind->fields[field].type == FIELD_HOST || kind->fields[field].type == FIELD_STRING)
            fact.values[field] =
                (struct value){.type = VALUE_TEXT, .text = arena_strndup(arena, text, length)};
        else
            fact.values[field] = value_parse(arena, text, length);
    }
    return fact;
}

void fact_add(struct arena *arena, struct rank_reading *rank, const struct fact *fact) {
    struct fact_list *list = &rank->facts;
    *(struct fact *)arena_push(arena, &list->items, &list->count, &list->capacity, sizeof *fact) =
        *fact;
    rank->taken[fact->line] = true;
}

static void read_line(struct arena *arena, const struct rubric *rubric,
                      struct rank_reading *reading, int rank, size_t index) {
    const struct line *line = &reading->lines.items[index];
    struct find find = {0};
    bool whole = best_find(rubric, line, 0, true, &find);
    size_t from = 0;
    for (int i = 0; i < FACTS_PER_LINE; i++) {
        if (!whole && !best_find(rubric, line, from, false, &find))
            return;
        struct fact fact = fact_of(arena, rubric, line, &find);
        fact.rank = rank;
        fact.line = index;
        fact_add(arena, reading, &fact);
        if (whole || find.match.whole.end <= from)
            return;
        from = find.match.whole.end;
    }
}

static struct rank_reading *read_capture(struct arena *arena, const struct rubric *rubric,
                                         const struct capture *capture) {
    struct rank_reading *ranks = arena_array(arena, (size_t)capture->np, sizeof *ranks);
    for (int r = 0; r < capture->np; r++) {
        struct rank_reading *rank = &ranks[r];
        rank->lines = lines_of(arena, &capture->ranks[r].out);
        rank->taken = arena_array(arena, rank->lines.count + 1, sizeof *rank->taken);
        for (size_t i = 0; i < rank->lines.count; i++)
            read_line(arena, rubric, rank, r, i);
    }
    return ranks;
}

static bool any_fact(const struct reading *reading, size_t kind) {
    for (size_t c = 0; c < reading->case_count; c++)
        for (int r = 0; r < reading->cases[c].run->np; r++)
            if (facts_count(&reading->cases[c].got[r], kind) > 0)
                return true;
    return false;
}

struct reading *reading_of(struct arena *arena, const struct rubric *rubric,
                           const struct judged_case *cases, size_t reference) {
    struct reading *reading = arena_alloc(arena, sizeof *reading);
    *reading = (struct reading){.arena = arena, .rubric = rubric, .case_count = rubric->case_count};
    reading->cases = arena_array(arena, rubric->case_count, sizeof *reading->cases);
    reading->how = arena_array(arena, rubric->fact_count + 1, sizeof *reading->how);
    for (size_t c = 0; c < rubric->case_count; c++) {
        const struct judged_case *judged = &cases[c];
        const struct capture *right = reference == SIZE_MAX ? NULL : judged->references[reference];
        reading->cases[c] = (struct case_reading){
            .run = judged->run,
            .capture = judged->capture,
            .got = read_capture(arena, rubric, judged->capture),
            .expected = right == NULL ? NULL : read_capture(arena, rubric, right),
            .reference_calls = right == NULL ? NULL : right->calls,
        };
    }
    for (size_t kind = 0; kind < rubric->fact_count; kind++)
        reading->how[kind] = any_fact(reading, kind) ? READ_TEMPLATE : READ_NOWHERE;
    if (rubric->free_wording)
        wording_learn(reading);
    return reading;
}

bool fact_equal(const struct fact_kind *kind, const struct fact *a, const struct fact *b) {
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct value *x = &a->values[i], *y = &b->values[i];
        if (kind->fields[i].compared && x->type != VALUE_ABSENT && y->type != VALUE_ABSENT &&
            !value_equal(x, y))
            return false;
    }
    return true;
}

const struct value *fact_role(const struct fact_kind *kind, const struct fact *fact,
                              enum field_role role) {
    for (size_t i = 0; i < kind->field_count; i++)
        if (kind->fields[i].role == role && fact->values[i].type != VALUE_ABSENT)
            return &fact->values[i];
    return NULL;
}

size_t facts_count(const struct rank_reading *rank, size_t kind) {
    size_t count = 0;
    for (size_t i = 0; i < rank->facts.count; i++)
        count += rank->facts.items[i].kind == kind;
    return count;
}

/* The name between the braces of "{name}" or "{name:type}". */
static size_t field_named(const struct fact_kind *kind, const char *name, size_t length) {
    const char *colon = memchr(name, ':', length);
    size_t bare = colon == NULL ? length : (size_t)(colon - name);
    for (size_t i = 0; i < kind->field_count; i++)
        if (strlen(kind->fields[i].name) == bare && strncmp(kind->fields[i].name, name, bare) == 0)
            return i;
    return SIZE_MAX;
}

const char *fact_sentence(struct arena *arena, const struct fact_kind *kind,
                          const struct fact *fact) {
    const char *text = kind->template_count > 0 ? kind->templates[0].text : kind->id;
    const char *sentence = "";
    while (*text != '\0') {
        size_t plain = strcspn(text, "{");
        sentence = arena_printf(arena, "%s%.*s", sentence, (int)plain, text);
        text += plain;
        const char *close = *text == '{' ? strchr(text, '}') : NULL;
        if (close == NULL) {
            sentence = arena_printf(arena, "%s%s", sentence, text);
            break;
        }
        size_t field = field_named(kind, text + 1, (size_t)(close - text - 1));
        const char *value = "\xe2\x80\xa6";
        if (field != SIZE_MAX && fact->values[field].type != VALUE_ABSENT &&
            kind->fields[field].compared)
            value = value_print(arena, &fact->values[field]);
        sentence = arena_printf(arena, "%s%s", sentence, value);
        text = close + 1;
    }
    return sentence;
}
