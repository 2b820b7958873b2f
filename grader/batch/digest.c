/* SPDX-License-Identifier: MIT */
#include "batch/digest.h"

#include <stddef.h>

/* A key that is kept, and what of its value; parts NULL: all of it. Of a list, what is said holds
 * for each of its items. */
struct part {
    const char *key;
    const struct part *parts;
};

#define PARTS(...) ((const struct part[]){__VA_ARGS__, {0}})

static const struct part report_parts[] = {
    {"outcome", NULL},
    {"reason", NULL},
    {"score", NULL},
    {"submission", PARTS({"language", NULL}, {"files", PARTS({"path", NULL})})},
    {"checks",
     PARTS({"id", NULL}, {"title", NULL}, {"visibility", NULL}, {"status", NULL}, {"points", NULL},
           {"max", NULL}, {"findings", PARTS({"misconception", NULL}, {"what", NULL})})},
    {"cases", PARTS({"id", NULL}, {"outcome", NULL}, {"deadlock", PARTS({"text", NULL})})},
    {"timing", PARTS({"started", NULL}, {"wall_s", NULL}, {"shared", NULL},
                     {"cases", PARTS({"repeated", NULL}, {"ranks", PARTS({"cpu_s", NULL})})})},
    {0},
};

static json_t *pick(json_t *value, const struct part *parts) {
    size_t i;
    json_t *item;
    if (parts == NULL || (!json_is_object(value) && !json_is_array(value)))
        return json_incref(value);
    json_t *picked = json_is_array(value) ? json_array() : json_object();
    json_array_foreach(value, i, item)(void) json_array_append_new(picked, pick(item, parts));
    for (; json_is_object(value) && parts->key != NULL; parts++)
        if ((item = json_object_get(value, parts->key)) != NULL)
            (void)json_object_set_new(picked, parts->key, pick(item, parts->parts));
    return picked;
}

json_t *digest_of(json_t *report) {
    return pick(report, report_parts);
}
