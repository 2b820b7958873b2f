/* SPDX-License-Identifier: MIT */
/* When things are due, and what comes of it when they are late. */
#include "batch/course.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY_S = 24 * 60 * 60 };

/* Seconds east of Greenwich of what stands behind the time: "Z", "+05:30", "-0500" or "-05".
 * *ret_local: nothing stands there. */
static int read_zone(const char *text, int64_t *ret_offset, bool *ret_local) {
    int hours = 0, minutes = 0, length = 0;
    *ret_offset = 0;
    *ret_local = *text == '\0';
    if (*ret_local || strcmp(text, "Z") == 0 || strcmp(text, "z") == 0)
        return 0;
    if (*text != '+' && *text != '-')
        return -1;
    bool whole = (sscanf(text + 1, "%2d:%2d%n", &hours, &minutes, &length) == 2 && length == 5) ||
                 (sscanf(text + 1, "%2d%2d%n", &hours, &minutes, &length) == 2 && length == 4) ||
                 (minutes = 0, sscanf(text + 1, "%2d%n", &hours, &length) == 1 && length == 2);
    if (!whole || text[1 + length] != '\0' || hours < 0 || hours > 14 || minutes < 0 ||
        minutes > 59)
        return -1;
    *ret_offset = (hours * 60 + minutes) * (*text == '-' ? -60 : 60);
    return 0;
}

/* The clock time behind the day: "T23:59" or " 23:59:30.5"; returns what follows, or NULL. */
static const char *read_clock(const char *text, struct tm *time) {
    int length = 0;
    if (strspn(text, "Tt ") != 1 ||
        sscanf(text + 1, "%2d:%2d%n", &time->tm_hour, &time->tm_min, &length) != 2 || length != 5)
        return NULL;
    text += 1 + length;
    time->tm_sec = 0;
    if (*text == ':') {
        if (sscanf(text, ":%2d%n", &time->tm_sec, &length) != 1 || length != 3)
            return NULL;
        text += length;
        if (*text == '.' || *text == ',')
            text += 1 + strspn(text + 1, "0123456789");
    }
    return text + strspn(text, " ");
}

int course_date(const char *text, int64_t *ret_time) {
    struct tm time = {.tm_hour = 23, .tm_min = 59, .tm_sec = 59, .tm_isdst = -1};
    int length = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &time.tm_year, &time.tm_mon, &time.tm_mday, &length) != 3 ||
        length != 10 || time.tm_year < 1970)
        return -1;
    text += length;
    if (*text != '\0')
        text = read_clock(text, &time);
    int64_t offset;
    bool local;
    if (text == NULL || read_zone(text, &offset, &local) != 0 || time.tm_hour < 0 ||
        time.tm_hour > 23 || time.tm_min < 0 || time.tm_min > 59 || time.tm_sec < 0 ||
        time.tm_sec > 60)
        return -1;
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    struct tm day = {.tm_year = time.tm_year, .tm_mon = time.tm_mon, .tm_mday = time.tm_mday};
    struct tm asked = day;
    (void)timegm(&day); /* moves a 31st of February to where it would be */
    if (day.tm_mon != asked.tm_mon || day.tm_mday != asked.tm_mday)
        return -1;
    *ret_time = local ? (int64_t)mktime(&time) : (int64_t)timegm(&time) - offset;
    return 0;
}

int64_t course_after_lateness(const struct course_exercise *exercise, int64_t points,
                              int64_t handed_in, int64_t *ret_days_late) {
    int64_t late =
        exercise->due == 0 || handed_in == 0 ? 0 : handed_in - exercise->due - exercise->grace_s;
    *ret_days_late = late <= 0 ? 0 : (late + DAY_S - 1) / DAY_S;
    if (*ret_days_late == 0)
        return points;
    if (exercise->refuse_after_days >= 0 && *ret_days_late > exercise->refuse_after_days)
        return 0;
    int64_t most = exercise->late_most, days = *ret_days_late;
    int64_t lost = exercise->late_per_day > 0 && days > most / exercise->late_per_day
                       ? most
                       : exercise->late_per_day * days;
    return (points * (1000 - lost) + 500) / 1000;
}
