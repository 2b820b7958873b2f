/* SPDX-License-Identifier: MIT */
/* "checks": the scored rules. Which parameters a kind takes: check_params.c. */
#include "rubric/load.h"

#include "base/messages.h"
#include "rubric/check_params.h"
#include "rubric/operations.h"

#include <string.h>

enum { CHECKS_MOST = 64, POINTS_MOST = 100000 };

static const char *const kind_keys[] = {
#define X(name, key) (key),
    CHECK_KINDS(X)
#undef X
};

static const char *const decomposition_keys[] = {
#define X(name, key) (key),
    DECOMPOSITIONS(X)
#undef X
};

/* In the order of enum credit and enum visibility. */
static const char *const credit_keys[] = {"partial", "cases", "all"};
static const char *const visibility_keys[] = {"visible", "hidden", "after_due_date",
                                              "after_published"};

/* ---- what all kinds have ---- */

static int read_kind(struct reader *reader, const json_t *json, void *target) {
    struct check *check = target;
    size_t kind;
    if (reader_choice(reader, json, _("kind of check"), kind_keys, ARRAY_LEN(kind_keys), &kind) !=
        0)
        return -1;
    check->kind = (enum check_kind)kind;
    check->id = kind_keys[kind];
    check->title = check_params[kind].title;
    return 0;
}

static int read_id(struct reader *reader, const json_t *json, void *target) {
    return reader_id(reader, json, &((struct check *)target)->id);
}

static int read_title(struct reader *reader, const json_t *json, void *target) {
    struct check *check = target;
    check->title = (struct localised){NULL, NULL};
    return reader_localised(reader, json, &check->title);
}

static int read_hint(struct reader *reader, const json_t *json, void *target) {
    struct check *check = target;
    check->hint = (struct localised){NULL, NULL};
    return reader_localised(reader, json, &check->hint);
}

static int read_points(struct reader *reader, const json_t *json, void *target) {
    double points;
    if (reader_number(reader, json, 0, POINTS_MOST, &points) != 0)
        return -1;
    int64_t thousandths = (int64_t)(points * 1000 + 0.5);
    double rest = points * 1000 - (double)thousandths;
    if (rest > 1e-6 || rest < -1e-6)
        return reader_fail(reader, _("%.9g has more than three decimals"), points);
    ((struct check *)target)->points = thousandths;
    return 0;
}

static int read_credit(struct reader *reader, const json_t *json, void *target) {
    size_t credit;
    if (reader_choice(reader, json, _("credit"), credit_keys, ARRAY_LEN(credit_keys), &credit) != 0)
        return -1;
    ((struct check *)target)->credit = (enum credit)credit;
    return 0;
}

static int read_visibility(struct reader *reader, const json_t *json, void *target) {
    size_t visibility;
    if (reader_choice(reader, json, _("visibility"), visibility_keys, ARRAY_LEN(visibility_keys),
                      &visibility) != 0)
        return -1;
    ((struct check *)target)->visibility = (enum visibility)visibility;
    return 0;
}

/* ---- cases and facts by id ---- */

/* Strings that are each one of `known`, as indices. */
static int read_indices(struct reader *reader, const json_t *json, const char *what,
                        const char *const *known, size_t count, const size_t **ret,
                        size_t *ret_count) {
    if (reader_expect(reader, json, JSON_ARRAY) != 0)
        return -1;
    size_t size = json_array_size(json);
    if (size == 0 || size > count)
        return reader_fail(reader, _("must name 1 to %zu of: a %s once each"), count, what);
    size_t *indices = arena_array(reader->arena, size, sizeof *indices);
    for (size_t i = 0; i < size; i++) {
        size_t mark = reader_enter_index(reader, i);
        if (reader_choice(reader, json_array_get(json, i), what, known, count, &indices[i]) != 0)
            return -1;
        for (size_t j = 0; j < i; j++)
            if (indices[j] == indices[i])
                return reader_fail(reader, _("\"%s\" is named twice"), known[indices[i]]);
        reader_leave(reader, mark);
    }
    *ret = indices;
    *ret_count = size;
    return 0;
}

/* The check looks at this case, and at its repetitions. */
static void add_case(struct check *check, size_t *cases, const struct rubric *rubric,
                     size_t index) {
    do
        cases[check->case_count++] = index++;
    while (index < rubric->case_count && rubric->cases[index].perturb != 0);
}

static int read_cases(struct reader *reader, const json_t *json, void *target) {
    struct check *check = target;
    const struct rubric *rubric = reader->rubric;
    const char **ids = arena_array(reader->arena, rubric->case_count, sizeof *ids);
    size_t *places = arena_array(reader->arena, rubric->case_count, sizeof *places);
    size_t *cases = arena_array(reader->arena, rubric->case_count, sizeof *cases);
    size_t id_count = 0, count;
    const size_t *named;
    for (size_t i = 0; i < rubric->case_count; i++)
        if (rubric->cases[i].perturb == 0) {
            ids[id_count] = rubric->cases[i].id;
            places[id_count++] = i;
        }
    if (read_indices(reader, json, _("case"), ids, id_count, &named, &count) != 0)
        return -1;
    check->case_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (check->kind == CHECK_REFUSAL && !rubric->cases[places[named[i]]].unsuitable)
            return reader_fail(reader,
                               _("the case \"%s\" is not \"unsuitable\": a refusal cannot "
                                 "be asked for"),
                               ids[named[i]]);
        add_case(check, cases, rubric, places[named[i]]);
    }
    check->cases = cases;
    return 0;
}

static bool has_rank(const struct fact_kind *kind) {
    for (size_t i = 0; i < kind->field_count; i++)
        if (kind->fields[i].role == ROLE_RANK)
            return true;
    return false;
}

static int read_facts(struct reader *reader, const json_t *json, void *target) {
    struct check *check = target;
    const struct rubric *rubric = reader->rubric;
    const struct check_params *params = &check_params[check->kind];
    const char **ids = arena_array(reader->arena, rubric->fact_count, sizeof *ids);
    for (size_t i = 0; i < rubric->fact_count; i++)
        ids[i] = rubric->facts[i].id;
    if (read_indices(reader, json, _("fact"), ids, rubric->fact_count, &check->facts,
                     &check->fact_count) != 0)
        return -1;
    if (params->facts != NEED_NO && check->fact_count < params->least_facts)
        return reader_fail(reader, _("a check \"%s\" needs at least %zu facts"),
                           kind_keys[check->kind], params->least_facts);
    if (params->facts != NEED_NO && check->fact_count > params->most_facts)
        return reader_fail(reader, _("a check \"%s\" takes %zu fact"), kind_keys[check->kind],
                           params->most_facts);
    for (size_t i = 0; check->kind == CHECK_OWN_RANK && i < check->fact_count; i++)
        if (!has_rank(&rubric->facts[check->facts[i]]))
            return reader_fail(reader, _("no field of the fact \"%s\" has the role \"rank\""),
                               ids[check->facts[i]]);
    return 0;
}

/* ---- what is not given ---- */

/* The suitable cases; for a refusal the unsuitable ones. */
static int choose_cases(struct reader *reader, struct check *check) {
    const struct rubric *rubric = reader->rubric;
    size_t *cases = arena_array(reader->arena, rubric->case_count, sizeof *cases);
    for (size_t i = 0; i < rubric->case_count; i++)
        if (rubric->cases[i].unsuitable == (check->kind == CHECK_REFUSAL))
            cases[check->case_count++] = i;
    check->cases = cases;
    if (check->case_count == 0)
        return reader_fail(reader,
                           check->kind == CHECK_REFUSAL
                               ? _("a check \"refusal\" needs a case that is \"unsuitable\"")
                               : _("no case is suitable for this check; name its cases"));
    return 0;
}

/* All facts; for own-rank those that name a rank. */
static int choose_facts(struct reader *reader, struct check *check) {
    const struct rubric *rubric = reader->rubric;
    size_t *facts = arena_array(reader->arena, rubric->fact_count, sizeof *facts);
    for (size_t i = 0; i < rubric->fact_count; i++)
        if (check->kind != CHECK_OWN_RANK || has_rank(&rubric->facts[i]))
            facts[check->fact_count++] = i;
    check->facts = facts;
    if (check->fact_count == 0)
        return reader_fail(reader, _("no field of any fact has the role \"rank\""));
    return 0;
}

/* ---- parameters of some kinds ---- */

static int read_field(struct reader *reader, const json_t *json, void *target) {
    struct check *check = target;
    if (reader_name(reader, json, &check->field) != 0)
        return -1;
    if (check->fact_count == 0)
        return 0; /* "facts" is missing or not for this kind: told later */
    const struct fact_kind *kind = &reader->rubric->facts[check->facts[0]];
    const char **names = arena_array(reader->arena, kind->field_count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < kind->field_count; i++)
        if (kind->fields[i].type == FIELD_INT)
            names[count++] = kind->fields[i].name;
    size_t index;
    return reader_choice(reader, json, _("int field"), names, count, &index);
}

static int read_decomposition(struct reader *reader, const json_t *json, void *target) {
    size_t decomposition;
    if (reader_choice(reader, json, _("decomposition"), decomposition_keys,
                      ARRAY_LEN(decomposition_keys), &decomposition) != 0)
        return -1;
    ((struct check *)target)->decomposition = (enum decomposition)decomposition;
    return 0;
}

static int read_expression(struct reader *reader, const json_t *json, enum expression_scope about,
                           struct check *check, const struct expression **ret) {
    if (check->case_count == 0 && choose_cases(reader, check) != 0)
        return -1;
    return load_expression(reader, json, about, check, ret);
}

static int read_iterations(struct reader *reader, const json_t *json, void *target) {
    struct check *check = target;
    return read_expression(reader, json, SCOPE_CASE, check, &check->iterations);
}

static int read_count(struct reader *reader, const json_t *json, void *target) {
    struct check *check = target;
    return read_expression(reader, json, SCOPE_RANK, check, &check->count);
}

static int read_edges(struct reader *reader, const json_t *json, void *target) {
    struct check *check = target;
    return read_expression(reader, json, SCOPE_EDGE, check, &check->edges);
}

static int read_operations(struct reader *reader, const json_t *json, unsigned *ret_bits) {
    const char *keys[OPERATION_COUNT];
    const size_t *indices;
    size_t count;
    for (enum operation o = 0; o < OPERATION_COUNT; o++)
        keys[o] = operation_key(o);
    if (read_indices(reader, json, _("operation"), keys, OPERATION_COUNT, &indices, &count) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        *ret_bits |= 1u << indices[i];
    return 0;
}

static int read_require(struct reader *reader, const json_t *json, void *target) {
    return read_operations(reader, json, &((struct check *)target)->required);
}

static int read_forbid(struct reader *reader, const json_t *json, void *target) {
    return read_operations(reader, json, &((struct check *)target)->forbidden);
}

/* ---- rules over the whole check ---- */

static int check_parameters(struct reader *reader, const json_t *json, const struct check *check) {
    const struct check_params *params = &check_params[check->kind];
    const struct {
        const char *key;
        enum need need;
    } rows[] = {
#define X(name, key) {key, params->name},
        CHECK_PARAMS(X)
#undef X
    };
    const char *takes = "";
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].need != NEED_NO)
            takes = arena_printf(reader->arena, "%s%s%s", takes, *takes == '\0' ? "" : ", ",
                                 rows[i].key);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        bool given = json_object_get(json, rows[i].key) != NULL;
        if (given && rows[i].need == NEED_NO)
            return reader_fail(reader, _("a check \"%s\" takes no \"%s\"; it takes: %s"),
                               kind_keys[check->kind], rows[i].key,
                               *takes == '\0' ? _("none") : takes);
        if (!given && rows[i].need == NEED_MUST)
            return reader_fail(reader, _("a check \"%s\" needs \"%s\""), kind_keys[check->kind],
                               rows[i].key);
    }
    return 0;
}

/* The judge knows the facts of a task farm by these names. */
static int check_farm(struct reader *reader) {
    static const struct {
        const char *fact, *field;
        bool needed;
    } rows[] = {
        {"created", "tasks", true}, {"assigned", "t", false}, {"assigned", "w", false},
        {"received", "t", true},    {"received", "w", true},  {"end", "t", false},
        {"end", "w", false},        {"got", "w", true},       {"got", "t", true},
        {"dying", "w", false},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        size_t index = rubric_fact(reader->rubric, rows[i].fact);
        const struct fact_kind *kind = index == SIZE_MAX ? NULL : &reader->rubric->facts[index];
        bool found = kind == NULL && !rows[i].needed;
        for (size_t f = 0; kind != NULL && f < kind->field_count; f++)
            found = found || strcmp(kind->fields[f].name, rows[i].field) == 0;
        if (!found)
            return reader_fail(reader,
                               _("a check \"task-farm\" needs a fact \"%s\" with a field \"%s\""),
                               rows[i].fact, rows[i].field);
    }
    return 0;
}

static int check_id(struct reader *reader, const struct check *check) {
    for (const struct check *other = reader->rubric->checks; other != check; other++)
        if (strcmp(other->id, check->id) == 0)
            return reader_fail(reader, _("another check has the id \"%s\" too; give one an \"id\""),
                               check->id);
    return 0;
}

static int read_check(struct reader *reader, const json_t *json, struct check *check) {
    static const struct key keys[] = {
        {"kind", true, read_kind},
        {"id", false, read_id},
        {"title", false, read_title},
        {"hint", false, read_hint},
        {"points", true, read_points},
        {"credit", false, read_credit},
        {"visibility", false, read_visibility},
        {"cases", false, read_cases},
        {"facts", false, read_facts},
        {"field", false, read_field},
        {"decomposition", false, read_decomposition},
        {"iterations", false, read_iterations},
        {"count", false, read_count},
        {"require", false, read_require},
        {"forbid", false, read_forbid},
        {"edges", false, read_edges},
    };
    check->hint = (struct localised){"", ""};
    if (reader_object(reader, json, keys, ARRAY_LEN(keys), check) != 0 ||
        check_parameters(reader, json, check) != 0 || check_id(reader, check) != 0)
        return -1;
    if (check->kind == CHECK_TASK_FARM && check_farm(reader) != 0)
        return -1;
    if (check->fact_count == 0 && check_params[check->kind].facts != NEED_NO &&
        choose_facts(reader, check) != 0)
        return -1;
    return check->case_count == 0 ? choose_cases(reader, check) : 0;
}

int load_checks(struct reader *reader, const json_t *json, void *target) {
    struct rubric *rubric = target;
    if (reader_expect(reader, json, JSON_ARRAY) != 0)
        return -1;
    size_t count = json_array_size(json);
    if (count == 0 || count > CHECKS_MOST)
        return reader_fail(reader, _("a rubric has 1 to %d checks"), CHECKS_MOST);
    rubric->checks = arena_array(reader->arena, count, sizeof *rubric->checks);
    for (size_t i = 0; i < count; i++) {
        size_t mark = reader_enter_index(reader, i);
        if (read_check(reader, json_array_get(json, i), &rubric->checks[i]) != 0)
            return -1;
        reader_leave(reader, mark);
    }
    rubric->check_count = count;
    if (rubric_max_points(rubric) == 0)
        return reader_fail(reader, _("no check gives points"));
    return 0;
}
