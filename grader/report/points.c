/* SPDX-License-Identifier: MIT */
#include "report/points.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

int64_t member_points(const json_t *object, const char *key) {
    static const double most = 1e12;
    double value = json_number_value(json_object_get(object, key));
    return value > -most && value < most ? llround(value * 1000) : 0;
}

const char *points_text(struct arena *arena, int64_t points) {
    char *text = arena_printf(arena, "%" PRId64 ".%03" PRId64, points / 1000, points % 1000);
    size_t length = strlen(text);
    while (text[length - 1] == '0')
        length--;
    text[text[length - 1] == '.' ? length - 1 : length] = '\0';
    return text;
}
