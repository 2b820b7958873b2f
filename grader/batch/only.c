/* SPDX-License-Identifier: MIT */
#include "batch/only.h"

#include "base/messages.h"
#include "base/near.h"
#include "batch/names.h"

#include <fnmatch.h>
#include <string.h>

static bool fits(const char *pattern, const char *text) {
    return text != NULL && fnmatch(pattern, text, 0) == 0;
}

/* An exercise may also be named by the beginning of its id up to a dash: 02. */
static bool fits_exercise(const char *pattern, const char *id) {
    size_t length = strlen(pattern);
    return fits(pattern, id) || (strncmp(id, pattern, length) == 0 && id[length] == '-');
}

static bool fits_student(const char *pattern, const struct student *student) {
    return fits(pattern, student->key) || fits(pattern, student->name) ||
           fits(pattern, student->email) || fits(pattern, student->number) ||
           fits(pattern, student->login);
}

static int nobody(struct arena *arena, const struct course *course,
                  const struct handed_in *handed_in, const char *pattern, struct error *error) {
    size_t count = 0;
    const char **names =
        arena_array(arena, course->exercise_count + handed_in->student_count, sizeof *names);
    for (size_t i = 0; i < course->exercise_count; i++)
        names[count++] = course->exercises[i].id;
    for (size_t i = 0; i < handed_in->student_count; i++)
        names[count++] = handed_in->students[i].key;
    const char *near = near_name(pattern, names, count);
    (void)error_set(error, ERROR_USAGE, _("--only %s: no student and no exercise is called so"),
                    pattern);
    if (near != NULL)
        error_advise(error, _("Did you mean \"%s\"?"), near);
    return -1;
}

static size_t choose_exercises(const struct course *course, const char *pattern, bool *chosen) {
    size_t found = 0;
    for (size_t i = 0; i < course->exercise_count; i++) {
        if (!fits_exercise(pattern, course->exercises[i].id))
            continue;
        chosen[i] = true;
        found++;
    }
    return found;
}

static size_t choose_students(struct arena *arena, const struct handed_in *handed_in,
                              const char *pattern, struct only *only) {
    size_t found = 0;
    for (size_t i = 0; i < handed_in->student_count; i++) {
        if (!fits_student(pattern, &handed_in->students[i]))
            continue;
        only->students[only->student_count++] = name_clean(arena, handed_in->students[i].key);
        found++;
    }
    return found;
}

int only_choose(struct arena *arena, const struct course *course, const struct handed_in *handed_in,
                const char *const *patterns, size_t count, struct only *ret_only,
                struct error *error) {
    bool any_exercise = false;
    *ret_only = (struct only){
        .exercises = arena_array(arena, course->exercise_count, sizeof(bool)),
        .students = arena_array(arena, count * handed_in->student_count, sizeof(char *))};
    for (size_t i = 0; i < count; i++) {
        if (choose_exercises(course, patterns[i], ret_only->exercises) > 0)
            any_exercise = true;
        else if (choose_students(arena, handed_in, patterns[i], ret_only) == 0)
            return nobody(arena, course, handed_in, patterns[i], error);
    }
    for (size_t i = 0; !any_exercise && i < course->exercise_count; i++)
        ret_only->exercises[i] = true;
    ret_only->everybody = ret_only->student_count == 0;
    return 0;
}

bool only_means(const struct only *only, size_t exercise, const char *student) {
    bool means = only->everybody;
    for (size_t i = 0; !means && i < only->student_count; i++)
        means = strcmp(only->students[i], student) == 0;
    return means && only->exercises[exercise];
}
