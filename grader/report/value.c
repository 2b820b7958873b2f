/* SPDX-License-Identifier: MIT */
#include "report/value.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static json_t *made(json_t *value) {
    if (value == NULL)
        die("out of memory");
    return value;
}

json_t *value_bytes(const char *bytes, size_t length) {
    size_t size;
    char *text = utf8_repair(bytes, length, &size);
    json_t *value = made(json_stringn(text, size));
    free(text);
    return value;
}

json_t *value_text(const char *text) {
    return text == NULL ? json_null() : value_bytes(text, strlen(text));
}

json_t *value_ratio(int64_t amount, int64_t unit) {
    return made(amount % unit == 0 ? json_integer(amount / unit)
                                   : json_real((double)amount / (double)unit));
}

json_t *value_percent(int64_t points, int64_t max) {
    return value_ratio(max > 0 ? points * 100000 / max : 100000, 1000);
}

void value_set(json_t *object, const char *key, json_t *value) {
    if (json_object_set_new(object, key, value == NULL ? json_null() : value) != 0)
        die("out of memory");
}

void value_append(json_t *array, json_t *value) {
    if (json_array_append_new(array, value) != 0)
        die("out of memory");
}

json_t *value_object(void) {
    return made(json_object());
}

json_t *value_array(void) {
    return made(json_array());
}

/* jansson's reference counts are not part of what const promises. */
static json_t *counted(const json_t *value) {
    return (json_t *)(uintptr_t)value;
}

json_t *value_copy(const json_t *value) {
    return value == NULL ? NULL : made(json_copy(counted(value)));
}

json_t *value_share(const json_t *value) {
    return json_incref(counted(value));
}
