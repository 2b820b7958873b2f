/* SPDX-License-Identifier: MIT */
/* make_store FOLDER STUDENTS EXERCISES REPORT: a batch's folder as it is when every student has
 * handed in every exercise and all is graded. Each gets the report, with other points. For the
 * bench: what it takes to list and to export that. */
#include "base/files.h"
#include "batch/store_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct class {
    struct arena *arena;
    struct store *store;
    struct course course;
    struct store_exercise *known;
    struct handed_in handed_in;
    json_t *report;
};

static void make_exercises(struct class *class, size_t count) {
    class->known = arena_array(class->arena, count, sizeof *class->known);
    class->course = (struct course){
        .title = "A large class",
        .exercise_count = count,
        .exercises = arena_array(class->arena, count, sizeof *class->course.exercises),
        .last_attempt = true};
    for (size_t i = 0; i < count; i++) {
        class->known[i] =
            (struct store_exercise){arena_printf(class->arena, "Exercise %zu", i + 1), 100000};
        class->course.exercises[i] =
            (struct course_exercise){.id = arena_printf(class->arena, "%02zu-exercise", i + 1),
                                     .rubric = "rubric.json",
                                     .weight = 1000};
    }
}

static void make_students(struct class *class, size_t count) {
    struct handed_in *in = &class->handed_in;
    size_t exercises = class->course.exercise_count;
    in->student_count = count;
    in->students = arena_array(class->arena, count, sizeof *in->students);
    in->in_roster = arena_array(class->arena, count, sizeof *in->in_roster);
    in->attempts = arena_array(class->arena, count * exercises, sizeof *in->attempts);
    for (size_t i = 0; i < count; i++) {
        const char *key = arena_printf(class->arena, "student%05zu", i);
        in->students[i] =
            (struct student){.key = key,
                             .name = arena_printf(class->arena, "Name%zu Surname", i),
                             .email = arena_printf(class->arena, "%s@example.org", key)};
        in->in_roster[i] = true;
        for (size_t k = 0; k < exercises; k++) {
            const char **path = arena_array(class->arena, 1, sizeof *path);
            path[0] = arena_printf(class->arena, "/in/%s/%zu.c", key, k);
            in->attempts[in->attempt_count++] = (struct attempt){.student = i,
                                                                 .exercise = k,
                                                                 .number = 1,
                                                                 .counts = true,
                                                                 .time = 1700000000,
                                                                 .path_count = 1,
                                                                 .paths = path};
        }
    }
}

static int queue_all(void *context, struct arena *arena, const struct store_work *work,
                     struct store_plan *ret_plan, struct error *error) {
    (void)context;
    (void)arena;
    (void)work;
    (void)error;
    *ret_plan = (struct store_plan){.content = "content", .queue = true};
    return 0;
}

static int put(const struct class *class, const struct store_work *work, struct error *error) {
    json_int_t points = work->attempt * 7919 % 100001;
    char hash[32];
    (void)snprintf(hash, sizeof hash, "source %lld", (long long)(work->attempt * 31 % 9000));
    if (json_object_set_new(json_object_get(class->report, "score"), "points",
                            json_real((double)points / 1000)) != 0)
        die("the report has no score");
    char *text = json_dumps(class->report, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    const struct store_result result = {.attempt = work->attempt,
                                        .key = "key",
                                        .content = "content",
                                        .report = class->report,
                                        .text = text,
                                        .length = strlen(text),
                                        .after_lateness = points,
                                        .source_hash = hash,
                                        .tries = 1};
    int status = store_put(class->store, &result, error);
    free(text);
    return status;
}

static int fill(const struct class *class, struct error *error) {
    const struct store_start start = {.course = &class->course,
                                      .exercises = class->known,
                                      .handed_in = &class->handed_in,
                                      .layout = "folders",
                                      .course_text = "course.json",
                                      .submissions = "in",
                                      .folder = "/in",
                                      .command = "mpigrade batch course.json in -o out",
                                      .mpigrade = "bench"};
    if (store_begin(class->store, &start, error) != 0 ||
        store_plan(class->store, queue_all, NULL, error) != 0)
        return -1;
    struct store_work work = {0};
    int status;
    while ((status = store_next(class->store, class->arena, &work, error)) == 1) {
        if (put(class, &work, error) != 0)
            return -1;
    }
    return status == 0 ? store_finish(class->store, error) : -1;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        (void)fputs("usage: make_store FOLDER STUDENTS EXERCISES REPORT\n", stderr);
        return 2;
    }
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    struct class class = {.arena = arena, .report = json_load_file(argv[4], 0, NULL)};
    if (class.report == NULL)
        die("%s is no report", argv[4]);
    make_exercises(&class, strtoul(argv[3], NULL, 10));
    make_students(&class, strtoul(argv[2], NULL, 10));
    if (folder_make(argv[1], &error) != 0 ||
        (class.store = store_open(argv[1], STORE_WRITE, &error)) == NULL ||
        fill(&class, &error) != 0)
        die("%s", error.message);
    store_close(class.store);
    json_decref(class.report);
    return 0;
}
