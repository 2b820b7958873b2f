/* SPDX-License-Identifier: MIT */
/* "cases": the runs of a program. */
#include "rubric/load.h"

#include "base/messages.h"

#include <string.h>

enum { CASES_MOST = 64, NP_MOST = 64, ARGS_MOST = 64 };

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

static const struct key keys[] = {
    {"id", true, read_id},          {"np", true, read_np},
    {"args", false, read_args},     {"stdin", false, read_stdin},
    {"define", false, read_define}, {"unsuitable", false, read_unsuitable},
    {"sends", false, read_sends},   {"sleep_scale", false, read_sleep_scale},
    {"asks", false, read_asks},
};

/* A case of an exercise with answers is a question; what only programs have would be ignored. */
static int check_question(struct reader *reader, const json_t *json) {
    static const char *const of_programs[] = {"args", "stdin", "unsuitable", "sends",
                                              "sleep_scale"};
    if (reader->rubric->kind != EXERCISE_ANSWERS)
        return 0;
    if (json_object_get(json, "asks") == NULL)
        return reader_fail(reader, _("a question needs \"asks\": the kind of its answer"));
    for (size_t i = 0; i < ARRAY_LEN(of_programs); i++)
        if (json_object_get(json, of_programs[i]) != NULL)
            return reader_fail(reader, _("a question has no \"%s\""), of_programs[i]);
    return 0;
}

int load_cases(struct reader *reader, const json_t *json, void *target) {
    static const char *const no_args[] = {NULL};
    struct rubric *rubric = target;
    if (reader_expect(reader, json, JSON_ARRAY) != 0)
        return -1;
    size_t count = json_array_size(json);
    if (count == 0 || count > CASES_MOST)
        return reader_fail(reader, _("a rubric has 1 to %d cases"), CASES_MOST);
    rubric->cases = arena_array(reader->arena, count, sizeof *rubric->cases);
    for (size_t i = 0; i < count; i++) {
        struct rubric_case *run = &rubric->cases[i];
        *run = (struct rubric_case){.args = no_args, .sleep_scale = 1};
        size_t mark = reader_enter_index(reader, i);
        if (reader_object(reader, json_array_get(json, i), keys, ARRAY_LEN(keys), run) != 0 ||
            check_question(reader, json_array_get(json, i)) != 0)
            return -1;
        reader_leave(reader, mark);
    }
    rubric->case_count = count;
    return 0;
}
