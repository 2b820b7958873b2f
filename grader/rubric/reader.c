/* SPDX-License-Identifier: MIT */
#include "rubric/reader.h"

#include "base/messages.h"
#include "base/near.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* ---- errors ---- */

static const char *here(const struct reader *reader) {
    return reader->path_length == 0 ? "/" : reader->path;
}

int reader_fail(struct reader *reader, const char *format, ...) {
    char what[sizeof reader->error->message];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return error_set(reader->error, ERROR_RUBRIC, "%s: %s: %s", reader->rubric->path, here(reader),
                     what);
}

int reader_fail_with(struct reader *reader, const struct error *inner) {
    return reader_fail(reader, "%s", inner->message);
}

static const char *list_of(struct arena *arena, const char *const *names, size_t count) {
    const char *text = "";
    for (size_t i = 0; i < count; i++)
        text = arena_printf(arena, "%s%s%s", text, i == 0 ? "" : ", ", names[i]);
    return text;
}

int reader_fail_unknown(struct reader *reader, const char *what, const char *name,
                        const char *const *known, size_t count) {
    const char *allowed = count == 0 ? _("none") : list_of(reader->arena, known, count);
    const char *near = near_name(name, known, count);
    if (near != NULL)
        return reader_fail(reader, _("unknown %s \"%.100s\"; did you mean \"%s\"? Allowed: %s"),
                           what, name, near, allowed);
    return reader_fail(reader, _("unknown %s \"%.100s\". Allowed: %s"), what, name, allowed);
}

/* ---- where we are ---- */

size_t reader_enter(struct reader *reader, const char *key) {
    size_t mark = reader->path_length;
    char *at = reader->path + mark, *end = reader->path + sizeof reader->path - 3;
    if (at < end)
        *at++ = '/';
    for (; *key != '\0' && at < end; key++) {
        if (*key == '~' || *key == '/') { /* as JSON pointers (RFC 6901) write them */
            *at++ = '~';
            *at++ = *key == '~' ? '0' : '1';
        } else {
            *at++ = *key;
        }
    }
    *at = '\0';
    reader->path_length = (size_t)(at - reader->path);
    return mark;
}

size_t reader_enter_index(struct reader *reader, size_t index) {
    char text[32];
    (void)snprintf(text, sizeof text, "%zu", index);
    return reader_enter(reader, text);
}

void reader_leave(struct reader *reader, size_t mark) {
    reader->path_length = mark;
    reader->path[mark] = '\0';
}

/* ---- objects ---- */

static const char *type_name(json_type type) {
    switch (type) {
    case JSON_OBJECT:
        return _("an object {…}");
    case JSON_ARRAY:
        return _("an array […]");
    case JSON_STRING:
        return _("a string");
    case JSON_INTEGER:
        return _("an integer");
    case JSON_REAL:
        return _("a number with a fraction");
    case JSON_TRUE:
    case JSON_FALSE:
        return _("true or false");
    case JSON_NULL:
        break;
    }
    return "null";
}

int reader_expect(struct reader *reader, const json_t *json, json_type type) {
    if (json_typeof(json) == type)
        return 0;
    return reader_fail(reader, _("must be %s, but is %s"), type_name(type),
                       type_name(json_typeof(json)));
}

static int refuse_unknown_keys(struct reader *reader, const json_t *json, const struct key *keys,
                               size_t count) {
    const char **names = arena_array(reader->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = keys[i].name;
    /* jansson's iterators want an object that may be changed; it is not. */
    json_t *object = (json_t *)(uintptr_t)json;
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value) {
        bool known = false;
        for (size_t i = 0; !known && i < count; i++)
            known = strcmp(name, names[i]) == 0;
        if (!known)
            return reader_fail_unknown(reader, _("key"), name, names, count);
    }
    return 0;
}

int reader_object(struct reader *reader, const json_t *json, const struct key *keys, size_t count,
                  void *target) {
    if (reader_expect(reader, json, JSON_OBJECT) != 0 ||
        refuse_unknown_keys(reader, json, keys, count) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        const json_t *value = json_object_get(json, keys[i].name);
        if (value == NULL && keys[i].required)
            return reader_fail(reader, _("the key \"%s\" is missing"), keys[i].name);
        if (value == NULL)
            continue;
        size_t mark = reader_enter(reader, keys[i].name);
        if (keys[i].read(reader, value, target) != 0)
            return -1;
        reader_leave(reader, mark);
    }
    return 0;
}

/* ---- values ---- */

int reader_string(struct reader *reader, const json_t *json, const char **ret) {
    if (reader_expect(reader, json, JSON_STRING) != 0)
        return -1;
    *ret = arena_strdup(reader->arena, json_string_value(json));
    return 0;
}

int reader_text(struct reader *reader, const json_t *json, const char **ret) {
    if (reader_string(reader, json, ret) != 0)
        return -1;
    return **ret == '\0' ? reader_fail(reader, _("must not be empty")) : 0;
}

bool is_name(const char *text) {
    if (!isalpha((unsigned char)*text) && *text != '_')
        return false;
    while (isalnum((unsigned char)*text) || *text == '_')
        text++;
    return *text == '\0';
}

int reader_name(struct reader *reader, const json_t *json, const char **ret) {
    if (reader_string(reader, json, ret) != 0)
        return -1;
    if (!is_name(*ret))
        return reader_fail(reader, _("\"%.60s\" is no name: write letters, digits and _ only"),
                           *ret);
    return 0;
}

int reader_id(struct reader *reader, const json_t *json, const char **ret) {
    if (reader_string(reader, json, ret) != 0)
        return -1;
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    size_t length = strspn(*ret, allowed);
    if (length == 0 || (*ret)[length] != '\0' || length > 64 || !isalnum((unsigned char)**ret))
        return reader_fail(reader,
                           _("\"%.70s\" is no id: write 1 to 64 letters, digits, -, _ and ., "
                             "beginning with a letter or digit"),
                           *ret);
    return 0;
}

int reader_bool(struct reader *reader, const json_t *json, bool *ret) {
    if (!json_is_boolean(json))
        return reader_expect(reader, json, JSON_TRUE);
    *ret = json_is_true(json);
    return 0;
}

int reader_integer(struct reader *reader, const json_t *json, int64_t least, int64_t most,
                   int64_t *ret) {
    if (reader_expect(reader, json, JSON_INTEGER) != 0)
        return -1;
    *ret = json_integer_value(json);
    if (*ret < least || *ret > most)
        return reader_fail(reader, _("%lld is out of range: allowed are %lld to %lld"),
                           (long long)*ret, (long long)least, (long long)most);
    return 0;
}

int reader_number(struct reader *reader, const json_t *json, double least, double most,
                  double *ret) {
    if (!json_is_number(json))
        return reader_fail(reader, _("must be a number, but is %s"), type_name(json_typeof(json)));
    *ret = json_number_value(json);
    if (!(*ret >= least && *ret <= most))
        return reader_fail(reader, _("%g is out of range: allowed are %g to %g"), *ret, least,
                           most);
    return 0;
}

int reader_choice(struct reader *reader, const json_t *json, const char *what,
                  const char *const *known, size_t count, size_t *ret) {
    if (reader_expect(reader, json, JSON_STRING) != 0)
        return -1;
    const char *text = json_string_value(json);
    for (*ret = 0; *ret < count; (*ret)++)
        if (strcmp(text, known[*ret]) == 0)
            return 0;
    return reader_fail_unknown(reader, what, text, known, count);
}

int reader_strings(struct reader *reader, const json_t *json, size_t most, const char *const **ret,
                   size_t *ret_count) {
    size_t count = json_is_array(json) ? json_array_size(json) : 1;
    if (!json_is_array(json) && !json_is_string(json))
        return reader_fail(reader, _("must be a string or an array of strings, but is %s"),
                           type_name(json_typeof(json)));
    if (count > most)
        return reader_fail(reader, _("has %zu strings; at most %zu are allowed"), count, most);
    const char **strings = arena_array(reader->arena, count + 1, sizeof *strings);
    for (size_t i = 0; i < count; i++) {
        size_t mark = reader->path_length;
        const json_t *item = json;
        if (json_is_array(json)) {
            (void)reader_enter_index(reader, i);
            item = json_array_get(json, i);
        }
        if (reader_string(reader, item, &strings[i]) != 0)
            return -1;
        reader_leave(reader, mark);
    }
    *ret = strings;
    *ret_count = count;
    return 0;
}

static int read_en(struct reader *reader, const json_t *json, void *target) {
    return reader_text(reader, json, &((struct localised *)target)->en);
}

static int read_es(struct reader *reader, const json_t *json, void *target) {
    return reader_text(reader, json, &((struct localised *)target)->es);
}

int reader_localised(struct reader *reader, const json_t *json, struct localised *ret) {
    static const struct key keys[] = {{"en", true, read_en}, {"es", false, read_es}};
    if (!json_is_string(json) && !json_is_object(json))
        return reader_fail(reader, _("must be a string or {\"en\": …, \"es\": …}, but is %s"),
                           type_name(json_typeof(json)));
    if (json_is_string(json) && reader_text(reader, json, &ret->en) != 0)
        return -1;
    if (json_is_object(json) && reader_object(reader, json, keys, ARRAY_LEN(keys), ret) != 0)
        return -1;
    if (ret->es == NULL)
        ret->es = ret->en;
    return 0;
}

#define X(limit, normal, least, most, meaning)                                                     \
    static int read_##limit(struct reader *reader, const json_t *json, void *target) {             \
        return reader_integer(reader, json, least, most, &((struct limits *)target)->limit);       \
    }
LIMITS(X)
#undef X

int reader_limits(struct reader *reader, const json_t *json, struct limits *ret) {
    static const struct key keys[] = {
#define X(limit, normal, least, most, meaning) {#limit, false, read_##limit},
        LIMITS(X)
#undef X
    };
    return reader_object(reader, json, keys, ARRAY_LEN(keys), ret);
}
