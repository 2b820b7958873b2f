/* SPDX-License-Identifier: MIT */
#include "rubric/rubric.h"

#include "rubric/template.h"

#include <string.h>

const char *language_key(enum language language) {
    static const char *const keys[] = {
#define X(name, key, suffixes) [LANGUAGE_##name] = (key),
        LANGUAGES(X)
#undef X
    };
    return keys[language];
}

const char *check_kind_key(enum check_kind kind) {
    static const char *const keys[] = {
#define X(name, key) [CHECK_##name] = (key),
        CHECK_KINDS(X)
#undef X
    };
    return keys[kind];
}

const char *decomposition_key(enum decomposition decomposition) {
    static const char *const keys[] = {
#define X(name, key) [DECOMPOSITION_##name] = (key),
        DECOMPOSITIONS(X)
#undef X
    };
    return keys[decomposition];
}

void rubric_done(struct rubric *rubric) {
    if (rubric == NULL)
        return;
    for (size_t i = 0; i < rubric->fact_count; i++)
        for (size_t j = 0; j < rubric->facts[i].template_count; j++)
            template_done(&rubric->facts[i].templates[j]);
}

static int find_constant(const struct constant *constants, size_t count, const char *name,
                         int64_t *ret_value) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(constants[i].name, name) == 0) {
            *ret_value = constants[i].value;
            return 0;
        }
    }
    return -1;
}

int rubric_constant(const struct rubric *rubric, const struct rubric_case *run, const char *name,
                    int64_t *ret_value) {
    if (run != NULL && find_constant(run->defines, run->define_count, name, ret_value) == 0)
        return 0;
    return find_constant(rubric->constants, rubric->constant_count, name, ret_value);
}

size_t rubric_fact(const struct rubric *rubric, const char *id) {
    for (size_t i = 0; i < rubric->fact_count; i++)
        if (strcmp(rubric->facts[i].id, id) == 0)
            return i;
    return SIZE_MAX;
}

int64_t rubric_max_points(const struct rubric *rubric) {
    int64_t points = 0;
    for (size_t i = 0; i < rubric->check_count; i++)
        points += rubric->checks[i].points;
    return points;
}
