/* SPDX-License-Identifier: MIT */
/* "cases": the runs of a program. */
#include "rubric/load.h"

#include "base/messages.h"

#include <string.h>

enum { CASES_MOST = 64, NP_MOST = 64, ARGS_MOST = 64, SEEDS_MOST = 16 };

static int read_id(struct reader *reader, const json_t *json, void *target) {
    struct rubric_case *run = target;
    if (reader_id(reader, json, &run->id) != 0)
        return -1;
    const struct rubric *rubric = reader->rubric;
    for (const struct rubric_case *other = rubric->cases; other != run; other++)
        if (strcmp(other->id, run->id) == 0)
            return reader_fail(reader, _("another case has the id \"%s\" too"), run->id);
    return 0;
}

static int read_np(struct reader *reader, const json_t *json, void *target) {
    int64_t np;
    if (reader_integer(reader, json, 1, NP_MOST, &np) != 0)
        return -1;
    ((struct rubric_case *)target)->np = (int)np;
    return 0;
}

static int read_args(struct reader *reader, const json_t *json, void *target) {
    struct rubric_case *run = target;
    return reader_strings(reader, json, ARGS_MOST, &run->args, &run->arg_count);
}

static int read_stdin(struct reader *reader, const json_t *json, void *target) {
    return reader_string(reader, json, &((struct rubric_case *)target)->input);
}

static int read_define(struct reader *reader, const json_t *json, void *target) {
    struct rubric_case *run = target;
    return load_constants(reader, json, &run->defines, &run->define_count);
}

static int read_unsuitable(struct reader *reader, const json_t *json, void *target) {
    return reader_bool(reader, json, &((struct rubric_case *)target)->unsuitable);
}

static int read_sends(struct reader *reader, const json_t *json, void *target) {
    static const char *const modes[] = {"standard", "synchronous"}; /* as enum send_mode */
    size_t mode;
    if (reader_choice(reader, json, _("mode of sending"), modes, ARRAY_LEN(modes), &mode) != 0)
        return -1;
    ((struct rubric_case *)target)->sends = (enum send_mode)mode;
    return 0;
}

static int read_sleep_scale(struct reader *reader, const json_t *json, void *target) {
    return reader_number(reader, json, 0, 1, &((struct rubric_case *)target)->sleep_scale);
}

static int read_asks(struct reader *reader, const json_t *json, void *target) {
    static const char *const shapes[] = {
#define X(name, key) (key),
        ANSWER_SHAPES(X)
#undef X
    };
    size_t shape;
    if (reader->rubric->kind != EXERCISE_ANSWERS)
        return reader_fail(reader, _("only an exercise of the kind \"answers\" asks something"));
    if (reader_choice(reader, json, _("kind of answer"), shapes, ARRAY_LEN(shapes), &shape) != 0)
        return -1;
    ((struct rubric_case *)target)->asks = (enum answer_shape)shape;
    return 0;
}

/* One seed; which they all are was checked before. */
static int read_seed(struct reader *reader, const json_t *seeds, size_t index, int64_t *ret) {
    size_t mark = reader_enter_index(reader, index);
    if (reader_integer(reader, json_array_get(seeds, index), 1, INT32_MAX, ret) != 0)
        return -1;
    for (size_t i = 0; i < index; i++)
        if (json_integer_value(json_array_get(seeds, i)) == *ret)
            return reader_fail(reader, _("this seed is named twice"));
    reader_leave(reader, mark);
    return 0;
}

/* Only looked at here; add_repetitions() makes cases of them when the case is known. */
static int read_perturb(struct reader *reader, const json_t *json, void *target) {
    int64_t seed;
    (void)target;
    if (reader_expect(reader, json, JSON_ARRAY) != 0)
        return -1;
    if (json_array_size(json) == 0 || json_array_size(json) > SEEDS_MOST)
        return reader_fail(reader, _("must be 1 to %d seeds"), SEEDS_MOST);
    for (size_t i = 0; i < json_array_size(json); i++)
        if (read_seed(reader, json, i, &seed) != 0)
            return -1;
    return 0;
}

static const struct key keys[] = {
    {"id", true, read_id},
    {"np", true, read_np},
    {"args", false, read_args},
    {"stdin", false, read_stdin},
    {"define", false, read_define},
    {"unsuitable", false, read_unsuitable},
    {"sends", false, read_sends},
    {"sleep_scale", false, read_sleep_scale},
    {"perturb", false, read_perturb},
    {"asks", false, read_asks},
};

/* A case of an exercise with answers is a question; what only programs have would be ignored. */
static int check_question(struct reader *reader, const json_t *json) {
    static const char *const of_programs[] = {"args",  "stdin",       "unsuitable",
                                              "sends", "sleep_scale", "perturb"};
    if (reader->rubric->kind != EXERCISE_ANSWERS)
        return 0;
    if (json_object_get(json, "asks") == NULL)
        return reader_fail(reader, _("a question needs \"asks\": the kind of its answer"));
    for (size_t i = 0; i < ARRAY_LEN(of_programs); i++)
        if (json_object_get(json, of_programs[i]) != NULL)
            return reader_fail(reader, _("a question has no \"%s\""), of_programs[i]);
    return 0;
}

/* The case once more with each of its seeds: "np4~7". The sign is not allowed in a rubric's ids. */
static void add_repetitions(struct reader *reader, const json_t *json, struct rubric *rubric) {
    const json_t *seeds = json_object_get(json, "perturb");
    const struct rubric_case *run = &rubric->cases[rubric->case_count - 1];
    for (size_t i = 0; i < json_array_size(seeds); i++) {
        struct rubric_case *again = &rubric->cases[rubric->case_count++];
        *again = *run;
        again->perturb = json_integer_value(json_array_get(seeds, i));
        again->id = arena_printf(reader->arena, "%s~%lld", run->id, (long long)again->perturb);
    }
}

/* With repetitions. What is no array counts as nothing here and is refused later, and so are too
 * many. */
static size_t count_cases(const json_t *json) {
    size_t count = json_array_size(json), i;
    json_t *run;
    json_array_foreach(json, i, run) {
        size_t seeds = json_array_size(json_object_get(run, "perturb"));
        count += seeds < SEEDS_MOST ? seeds : SEEDS_MOST;
    }
    return count;
}

int load_cases(struct reader *reader, const json_t *json, void *target) {
    static const char *const no_args[] = {NULL};
    struct rubric *rubric = target;
    if (reader_expect(reader, json, JSON_ARRAY) != 0)
        return -1;
    size_t count = count_cases(json);
    if (count == 0 || count > CASES_MOST)
        return reader_fail(reader, _("a rubric has 1 to %d cases, with each seed of \"perturb\""),
                           CASES_MOST);
    rubric->cases = arena_array(reader->arena, count, sizeof *rubric->cases);
    for (size_t i = 0; i < json_array_size(json); i++) {
        struct rubric_case *run = &rubric->cases[rubric->case_count];
        *run = (struct rubric_case){.args = no_args, .sleep_scale = 1};
        size_t mark = reader_enter_index(reader, i);
        if (reader_object(reader, json_array_get(json, i), keys, ARRAY_LEN(keys), run) != 0 ||
            check_question(reader, json_array_get(json, i)) != 0)
            return -1;
        reader_leave(reader, mark);
        rubric->case_count++;
        add_repetitions(reader, json_array_get(json, i), rubric);
    }
    return 0;
}
