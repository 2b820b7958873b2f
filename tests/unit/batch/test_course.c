/* SPDX-License-Identifier: MIT */
#include "batch/course.h"

#include "classroom.h"

#include <time.h>

/* Loading it is wrong usage, and the message has these words. */
static void refuse(const char *json, const char *words) {
    memset(&error, 0, sizeof error);
    const char *path = put("course.json", json);
    ck_assert_ptr_null(course_load(arena, path, find_rubric, NULL, &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    ck_assert_msg(strstr(error.message, path) != NULL, "%s", error.message);
    ck_assert_msg(strstr(error.message, words) != NULL, "%s", error.message);
}

START_TEST(reads_all_that_a_course_says) {
    put("lists/all.csv", "name,email\nAna,ana@x.org\nBo,bo@x.org\n");
    struct course *course = load(put(
        "course.json",
        "{\"title\": \"T\", \"roster\": \"lists/all.csv\", \"attempts\": \"best\","
        " \"limits\": {\"wall_s\": 20}, \"due\": \"2026-03-01T23:59:00-05:00\","
        " \"late\": {\"percent_per_day\": 12.5, \"percent_at_most\": 50, \"grace_minutes\": 15},"
        " \"exercises\": [\"02-equal-chunks\","
        " {\"exercise\": \"07-ring\", \"weight\": 2.5, \"names\": [\"ring*.c\", \"anillo\"],"
        "  \"due\": \"2026-03-08\", \"late\": {\"refuse_after_days\": 3}},"
        " \"02-equal-chunks-table\"]}"));
    ck_assert_str_eq(course->title, "T");
    ck_assert_uint_eq(course->student_count, 2);
    ck_assert(!course->last_attempt);
    ck_assert_int_eq(course->limits.wall_s, 20);
    ck_assert_int_eq(course->limits.cpu_s, 0);
    ck_assert_uint_eq(course->exercise_count, 3);
    const struct course_exercise *one = &course->exercises[0], *two = one + 1, *three = one + 2;
    ck_assert_str_eq(one->id, "02-equal-chunks");
    ck_assert_int_eq(one->weight, 1000);
    ck_assert_int_eq(one->due, 1772427540);
    ck_assert_int_eq(one->late_per_day, 125);
    ck_assert_int_eq(one->late_most, 500);
    ck_assert_int_eq(one->grace_s, 900);
    ck_assert_int_eq(one->refuse_after_days, -1);
    ck_assert(!one->answers);
    ck_assert_int_eq(two->weight, 2500);
    ck_assert_uint_eq(two->name_count, 2);
    ck_assert_int_gt(two->due, one->due);
    ck_assert_int_eq(two->late_per_day, 125);
    ck_assert_int_eq(two->refuse_after_days, 3);
    ck_assert(three->answers);
}
END_TEST

START_TEST(an_exercise_is_a_course_of_one) {
    struct course *course = load("07-ring");
    ck_assert_uint_eq(course->exercise_count, 1);
    ck_assert_str_eq(course->exercises[0].id, "07-ring");
    ck_assert_int_eq(course->exercises[0].weight, 1000);
    ck_assert_ptr_null(course->path);
    ck_assert(course->last_attempt);
    ck_assert_str_eq(load(MPIGRADE_SOURCE "/rubrics/12-reduction.json")->exercises[0].id,
                     "12-reduction");
    ck_assert_ptr_null(course_load(arena, "nothing-like-it", find_rubric, NULL, &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    ck_assert_str_eq(error.advice, "mpigrade list shows all.");
}
END_TEST

START_TEST(paths_begin_at_the_course_file) {
    const char *path = put("a/course.json", "{\"exercises\": [\"../b/mine.json\"]}");
    char *bytes;
    size_t length;
    ck_assert_int_eq(file_read(arena, MPIGRADE_SOURCE "/rubrics/12-reduction-values.json", 1 << 20,
                               ERROR_FAULT, &bytes, &length, &error),
                     0);
    put_bytes("b/mine.json", bytes, length);
    memset(&error, 0, sizeof error);
    /* Its right answers are not there: found before anything is graded. */
    ck_assert_ptr_null(course_load(arena, path, find_rubric, NULL, &error));
    ck_assert_ptr_nonnull(strstr(error.message, "b/mine.json"));
}
END_TEST

START_TEST(mistakes_name_file_and_place) {
    refuse("{\"exercises\": [\"07-ring\",]}", "line 1");
    refuse("{\"exercices\": [\"07-ring\"]}", "did you mean \"exercises\"");
    refuse("{\"title\": \"T\"}", "\"exercises\" is missing");
    refuse("{\"exercises\": []}", "/exercises: has 0 exercises");
    refuse("{\"exercises\": [\"07-rong\"]}", "/exercises/0: there is no exercise 07-rong");
    refuse("{\"exercises\": [\"07-ring\", {\"exercise\": \"07-ring\"}]}",
           "/exercises/1/exercise: the exercise 07-ring stands in the course twice");
    refuse("{\"exercises\": [{\"exercise\": \"07-ring\", \"weight\": -1}]}",
           "/exercises/0/weight: -1 is out of range");
    refuse("{\"exercises\": [{\"exercise\": \"07-ring\", \"names\": [\"a/b.c\"]}]}",
           "/exercises/0/names: \"a/b.c\" is no name");
    refuse("{\"due\": \"tomorrow\", \"exercises\": [\"07-ring\"]}",
           "/due: \"tomorrow\" is no date");
    refuse("{\"late\": {\"percent_per_day\": 101}, \"exercises\": [\"07-ring\"]}",
           "/late/percent_per_day: 101 is out of range");
    refuse("{\"attempts\": \"worst\", \"exercises\": [\"07-ring\"]}", "/attempts: unknown");
    refuse("{\"limits\": {\"wall_s\": 0}, \"exercises\": [\"07-ring\"]}",
           "/limits/wall_s: 0 is out");
    refuse("{\"roster\": \"none.csv\", \"exercises\": [\"07-ring\"]}", "/roster: there is no file");
    refuse("[]", "must be an object");
}
END_TEST

START_TEST(a_wrong_roster_names_its_own_line) {
    const char *roster = put("roster.csv", "name,email\nAna,ana@x.org\nBo,ANA@x.org\n");
    const char *path =
        put("course.json", "{\"roster\": \"roster.csv\", \"exercises\": [\"07-ring\"]}");
    ck_assert_ptr_null(course_load(arena, path, find_rubric, NULL, &error));
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    ck_assert_str_eq(error.message,
                     arena_printf(arena, "%s: lines 2 and 3: both are \"ANA@x.org\"", roster));
}
END_TEST

START_TEST(dates_are_those_of_their_zone) {
    static const struct {
        const char *text;
        int64_t time; /* -1: no date */
    } rows[] = {
        {"2026-03-01T23:59:00-05:00", 1772427540},
        {"2026-03-02T04:59Z", 1772427540},
        {"2026-03-02 04:59:00.000000000 Z", 1772427540},
        {"2026-03-02 10:29:00 +05:30", 1772427540},
        {"2026-03-02T00:59:00-0400", 1772427540},
        {"2026-03-02T05:59+01", 1772427540},
        {"2026-03-01", 1772427599}, /* the zone below */
        {"2026-03-01T23:59", 1772427540},
        {"2026-02-29", -1},
        {"2026-13-01", -1},
        {"2026-3-1", -1},
        {"01/03/2026", -1},
        {"2026-03-01T25:00Z", -1},
        {"2026-03-01T12:00 o'clock", -1},
        {"2026-03-01T12:00+99:00", -1},
        {"", -1},
    };
    ck_assert_int_eq(setenv("TZ", "UTC+5", 1), 0); /* five hours west */
    tzset();
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t time = -1;
        if (course_date(rows[i].text, &time) != 0)
            time = -1;
        ck_assert_msg(time == rows[i].time, "%s is %lld", rows[i].text, (long long)time);
    }
}
END_TEST

START_TEST(lateness_costs_by_days_begun) {
    struct course_exercise exercise = {.due = 1000000,
                                       .late_per_day = 100,
                                       .late_most = 350,
                                       .grace_s = 600,
                                       .refuse_after_days = 5};
    static const struct {
        int64_t after, points, days;
    } rows[] = {{-5, 90000, 0},          {600, 90000, 0},         {601, 81000, 1},
                {86400 + 600, 81000, 1}, {86400 + 601, 72000, 2}, {4 * 86400, 58500, 4},
                {5 * 86400, 58500, 5},   {6 * 86400, 0, 6}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t days = -1;
        int64_t points =
            course_after_lateness(&exercise, 90000, exercise.due + rows[i].after, &days);
        ck_assert_int_eq(points, rows[i].points);
        ck_assert_int_eq(days, rows[i].days);
    }
    int64_t days = -1;
    ck_assert_int_eq(course_after_lateness(&exercise, 90000, 0, &days), 90000); /* not known */
    exercise.due = 0;
    ck_assert_int_eq(course_after_lateness(&exercise, 90000, INT64_MAX, &days), 90000);
    ck_assert_int_eq(days, 0);
}
END_TEST

int main(void) {
    const TTest *const tests[] = {
        reads_all_that_a_course_says,      an_exercise_is_a_course_of_one,
        paths_begin_at_the_course_file,    mistakes_name_file_and_place,
        a_wrong_roster_names_its_own_line, dates_are_those_of_their_zone,
        lateness_costs_by_days_begun,
    };
    return run_suite("course", tests, ARRAY_LEN(tests));
}
