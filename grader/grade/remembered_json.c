/* SPDX-License-Identifier: MIT */
#include "grade/remembered.h"

#include "capture/calls.h"

#include <limits.h>
#include <nettle/base64.h>
#include <stdint.h>
#include <string.h>

/* ---- writing ---- */

/* Output is any bytes, JSON is text. */
static const char *encode(struct arena *arena, const char *bytes, size_t length) {
    char *text = arena_alloc(arena, BASE64_ENCODE_RAW_LENGTH(length) + 1);
    if (length > 0)
        base64_encode_raw(text, length, (const uint8_t *)bytes);
    return text;
}

static json_t *write_stream(struct arena *arena, const struct stream *stream) {
    return json_pack("[s,s,I]", encode(arena, stream->head, stream->head_length),
                     encode(arena, stream->tail, stream->tail_length), (json_int_t)stream->dropped);
}

static json_t *write_totals(const struct call_total *totals, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        if (json_array_append_new(
                list, json_pack("[s,I]", totals[i].name, (json_int_t)totals[i].count)) != 0) {
            json_decref(list); /* a name that is no text */
            return NULL;
        }
    return list;
}

static json_t *write_numbers(const uint64_t *numbers, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        (void)json_array_append_new(list, json_integer((json_int_t)numbers[i]));
    return list;
}

static json_t *write_calls(const struct call_log *calls) {
    if (calls == NULL)
        return json_null();
    size_t np = (size_t)calls->np;
    json_t *ranks = json_array();
    for (size_t r = 0; r < np; r++) {
        const struct rank_calls *rank = &calls->ranks[r];
        json_t *both = json_pack("[o,o]", write_totals(rank->totals, rank->total_count),
                                 write_totals(rank->methods, rank->method_count));
        if (json_array_append_new(ranks, both) != 0) {
            json_decref(ranks);
            return NULL;
        }
    }
    return json_pack("{s:o,s:o,s:o}", "ranks", ranks, "messages",
                     write_numbers(calls->messages, np * np), "received",
                     write_numbers(calls->received, np * np));
}

static json_t *write_capture(const struct capture *capture) {
    ARENA_AUTO arena = arena_new();
    json_t *ranks = json_array();
    for (int r = 0; r < capture->np; r++) {
        const struct rank_capture *rank = &capture->ranks[r];
        (void)json_array_append_new(ranks, json_pack("{s:i,s:o,s:o}", "exit_code", rank->exit_code,
                                                     "out", write_stream(arena, &rank->out), "err",
                                                     write_stream(arena, &rank->err)));
    }
    return json_pack("{s:i,s:o,s:o}", "status", capture->status, "ranks", ranks, "calls",
                     write_calls(capture->calls));
}

/* What a loaded machine may have had a part in is better seen anew. */
static bool is_worth(const struct rubric_case *run, const struct capture *capture) {
    bool all_ended = capture->np == run->np;
    for (int r = 0; all_ended && r < capture->np; r++)
        all_ended = capture->ranks[r].ended && capture->ranks[r].signal == 0;
    return all_ended && capture->outcome == CASE_FINISHED && !capture->repeated &&
           capture->limit == NULL &&
           (capture->calls == NULL ||
            (capture->calls->complete && capture->calls->np == capture->np));
}

json_t *remembered_write(const struct rubric *rubric, const struct capture *const *captures) {
    json_t *cases = json_array();
    for (size_t i = 0; i < rubric->case_count; i++) {
        if (!is_worth(&rubric->cases[i], captures[i]) ||
            json_array_append_new(cases, write_capture(captures[i])) != 0) {
            json_decref(cases);
            return NULL;
        }
    }
    return cases;
}

/* ---- reading ---- */

static bool decode(struct arena *arena, const char *text, const char **ret_bytes,
                   size_t *ret_length) {
    size_t size = strlen(text);
    uint8_t *bytes = arena_alloc(arena, BASE64_DECODE_LENGTH(size) + 1);
    struct base64_decode_ctx state;
    base64_decode_init(&state);
    *ret_bytes = (const char *)bytes;
    return base64_decode_update(&state, ret_length, bytes, size, text) == 1 &&
           base64_decode_final(&state) == 1;
}

static bool read_stream(struct arena *arena, json_t *value, struct stream *ret_stream) {
    const char *head, *tail;
    json_int_t dropped;
    struct stream stream = {0};
    if (json_unpack(value, "[s,s,I!]", &head, &tail, &dropped) != 0 || dropped < 0 ||
        !decode(arena, head, &stream.head, &stream.head_length) ||
        !decode(arena, tail, &stream.tail, &stream.tail_length))
        return false;
    stream.dropped = (uint64_t)dropped;
    *ret_stream = stream;
    return true;
}

static bool read_totals(struct arena *arena, const json_t *list, struct call_total **ret_totals,
                        size_t *ret_count) {
    size_t count = json_array_size(list);
    struct call_total *totals = arena_array(arena, count, sizeof *totals);
    for (size_t i = 0; i < count; i++) {
        const char *name;
        json_int_t number;
        if (json_unpack(json_array_get(list, i), "[s,I!]", &name, &number) != 0 || number < 0)
            return false;
        totals[i] =
            (struct call_total){.name = arena_strdup(arena, name), .count = (uint64_t)number};
    }
    *ret_totals = totals;
    *ret_count = count;
    return json_is_array(list);
}

/* Exactly `count` of them, or NULL. */
static uint64_t *read_numbers(struct arena *arena, const json_t *list, size_t count) {
    if (json_array_size(list) != count)
        return NULL;
    uint64_t *numbers = arena_array(arena, count, sizeof *numbers);
    for (size_t i = 0; i < count; i++) {
        const json_t *number = json_array_get(list, i);
        if (!json_is_integer(number) || json_integer_value(number) < 0)
            return NULL;
        numbers[i] = (uint64_t)json_integer_value(number);
    }
    return numbers;
}

static bool read_calls(struct arena *arena, json_t *value, int np,
                       const struct call_log **ret_calls) {
    size_t count = (size_t)np;
    json_t *ranks, *messages, *received;
    *ret_calls = NULL;
    if (json_is_null(value))
        return true;
    if (json_unpack(value, "{s:o,s:o,s:o!}", "ranks", &ranks, "messages", &messages, "received",
                    &received) != 0 ||
        json_array_size(ranks) != count)
        return false;
    struct call_log *calls = arena_alloc(arena, sizeof *calls);
    *calls = (struct call_log){.np = np,
                               .complete = true,
                               .ranks = arena_array(arena, count, sizeof *calls->ranks),
                               .messages = read_numbers(arena, messages, count * count),
                               .received = read_numbers(arena, received, count * count)};
    for (size_t r = 0; r < count; r++) {
        struct rank_calls *rank = &calls->ranks[r];
        json_t *totals, *methods;
        if (json_unpack(json_array_get(ranks, r), "[o,o!]", &totals, &methods) != 0 ||
            !read_totals(arena, totals, &rank->totals, &rank->total_count) ||
            !read_totals(arena, methods, &rank->methods, &rank->method_count))
            return false;
    }
    *ret_calls = calls;
    return calls->messages != NULL && calls->received != NULL;
}

static bool read_rank(struct arena *arena, json_t *value, struct rank_capture *ret_rank) {
    json_int_t exit_code;
    json_t *out, *err;
    if (json_unpack(value, "{s:I,s:o,s:o!}", "exit_code", &exit_code, "out", &out, "err", &err) !=
            0 ||
        exit_code < 0 || exit_code > UINT8_MAX)
        return false;
    *ret_rank = (struct rank_capture){.started = true, .ended = true, .exit_code = (int)exit_code};
    return read_stream(arena, out, &ret_rank->out) && read_stream(arena, err, &ret_rank->err);
}

static struct capture *read_capture(struct arena *arena, json_t *value,
                                    const struct rubric_case *run) {
    json_int_t status;
    json_t *ranks, *calls;
    size_t np = (size_t)run->np;
    if (json_unpack(value, "{s:I,s:o,s:o!}", "status", &status, "ranks", &ranks, "calls", &calls) !=
            0 ||
        status < INT_MIN || status > INT_MAX || json_array_size(ranks) != np)
        return NULL;
    struct capture *capture = arena_alloc(arena, sizeof *capture);
    *capture = (struct capture){.case_id = run->id,
                                .np = run->np,
                                .outcome = CASE_FINISHED,
                                .culprit = -1,
                                .status = (int)status,
                                .launcher_text = "",
                                .ranks = arena_array(arena, np, sizeof *capture->ranks)};
    for (size_t r = 0; r < np; r++)
        if (!read_rank(arena, json_array_get(ranks, r), &capture->ranks[r]))
            return NULL;
    return read_calls(arena, calls, run->np, &capture->calls) ? capture : NULL;
}

bool remembered_read(struct arena *arena, const json_t *cases, const struct rubric *rubric,
                     const struct capture **ret_captures) {
    if (json_array_size(cases) != rubric->case_count)
        return false;
    for (size_t i = 0; i < rubric->case_count; i++) {
        ret_captures[i] = read_capture(arena, json_array_get(cases, i), &rubric->cases[i]);
        if (ret_captures[i] == NULL)
            return false;
    }
    return true;
}
