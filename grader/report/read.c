/* SPDX-License-Identifier: MIT */
#include "report/read.h"

#include "base/files.h"
#include "base/messages.h"
#include "report/report.h"

#include <string.h>

/* ---- the shape of a report: what stands where ---- */

enum {
    TEXT = 1,
    INTEGER = 2, /* of `least` or more; ANY: all of them */
    NUMBER = 4,  /* of 0 or more */
    BOOLEAN = 8,
    OBJECT = 16,
    ARRAY = 32,
    NOTHING = 64,   /* null */
    OPTIONAL = 128, /* may be left out */
};
enum { ANY = -1000000000 };

struct shape {
    const char *key; /* NULL: the end of a table */
    unsigned types;
    int least;
    const struct shape *inside; /* of an object, or of each element of an array; NULL: any */
    const char *const *words;   /* NULL, or the texts that may stand there; NULL-ended */
};

static const char *const outcomes[] = {
#define X(name, key) key,
    OUTCOMES(X)
#undef X
        NULL};
static const char *const statuses[] = {"passed", "partial", "failed", "skipped", NULL};
static const char *const visibilities[] = {"visible", "hidden", "after_due_date", "after_published",
                                           NULL};
static const char *const endings[] = {"finished", "deadlocked",     "timed_out", "crashed",
                                      "aborted",  "limit_exceeded", NULL};

static const struct shape place_shape[] = {
    {"file", TEXT, 0, NULL, NULL}, {"line", INTEGER, 0, NULL, NULL}, {NULL, 0, 0, NULL, NULL}};
static const struct shape rank_shape[] = {{"rank", INTEGER, 0, NULL, NULL},
                                          {"exit_code", INTEGER | NOTHING, -1, NULL, NULL},
                                          {"signal", INTEGER | NOTHING, 0, NULL, NULL},
                                          {"signal_name", TEXT | NOTHING, 0, NULL, NULL},
                                          {"stdout", TEXT, 0, NULL, NULL},
                                          {"stderr", TEXT, 0, NULL, NULL},
                                          {NULL, 0, 0, NULL, NULL}};
static const struct shape integers_shape[] = {{"", INTEGER, ANY, NULL, NULL},
                                              {NULL, 0, 0, NULL, NULL}};
static const struct shape lists_shape[] = {{"", ARRAY, 0, integers_shape, NULL},
                                           {NULL, 0, 0, NULL, NULL}};
static const struct shape texts_shape[] = {{"", TEXT, 0, NULL, NULL}, {NULL, 0, 0, NULL, NULL}};
static const struct shape assignment_shape[] = {{"expected", ARRAY | NOTHING, 0, lists_shape, NULL},
                                                {"got", ARRAY | NOTHING, 0, lists_shape, NULL},
                                                {NULL, 0, 0, NULL, NULL}};
static const struct shape waiting_shape[] = {{"rank", INTEGER, 0, NULL, NULL},
                                             {"text", TEXT | NOTHING, 0, NULL, NULL},
                                             {"where", OBJECT | NOTHING, 0, place_shape, NULL},
                                             {NULL, 0, 0, NULL, NULL}};
static const struct shape deadlock_shape[] = {{"text", TEXT | NOTHING, 0, NULL, NULL},
                                              {"picture", TEXT | NOTHING, 0, NULL, NULL},
                                              {"ranks", ARRAY, 0, waiting_shape, NULL},
                                              {NULL, 0, 0, NULL, NULL}};
static const struct shape case_shape[] = {
    {"id", TEXT, 0, NULL, NULL},
    {"np", INTEGER, 0, NULL, NULL},
    {"args", ARRAY, 0, texts_shape, NULL},
    {"define", OBJECT, 0, NULL, NULL},
    {"input", TEXT | NOTHING, 0, NULL, NULL},
    {"unsuitable", BOOLEAN, 0, NULL, NULL},
    {"perturb", INTEGER | NOTHING | OPTIONAL, ANY, NULL, NULL},
    {"outcome", TEXT, 0, NULL, endings},
    {"culprit", INTEGER | NOTHING, 0, NULL, NULL},
    {"limit", TEXT | NOTHING, 0, NULL, NULL},
    {"right", BOOLEAN, 0, NULL, NULL},
    {"ranks", ARRAY, 0, rank_shape, NULL},
    {"assignment", OBJECT | NOTHING, 0, assignment_shape, NULL},
    {"deadlock", OBJECT | NOTHING | OPTIONAL, 0, deadlock_shape, NULL},
    {"calls", OBJECT | NOTHING | OPTIONAL, 0, NULL, NULL},
    {NULL, 0, 0, NULL, NULL}};
static const struct shape where_shape[] = {{"rank", INTEGER | NOTHING, 0, NULL, NULL},
                                           {"line", TEXT | NOTHING, 0, NULL, NULL},
                                           {"source", TEXT | NOTHING, 0, NULL, NULL},
                                           {NULL, 0, 0, NULL, NULL}};
static const struct shape finding_shape[] = {
    {"case", TEXT | NOTHING, 0, NULL, NULL},           {"what", TEXT, 0, NULL, NULL},
    {"expected", TEXT | NOTHING, 0, NULL, NULL},       {"got", TEXT | NOTHING, 0, NULL, NULL},
    {"where", OBJECT | NOTHING, 0, where_shape, NULL}, {"hint", TEXT | NOTHING, 0, NULL, NULL},
    {"misconception", TEXT | NOTHING, 0, NULL, NULL},  {NULL, 0, 0, NULL, NULL}};
static const struct shape check_shape[] = {{"id", TEXT, 0, NULL, NULL},
                                           {"title", TEXT, 0, NULL, NULL},
                                           {"kind", TEXT, 0, NULL, NULL},
                                           {"points", NUMBER, 0, NULL, NULL},
                                           {"max", NUMBER, 0, NULL, NULL},
                                           {"status", TEXT, 0, NULL, statuses},
                                           {"visibility", TEXT, 0, NULL, visibilities},
                                           {"findings", ARRAY, 0, finding_shape, NULL},
                                           {NULL, 0, 0, NULL, NULL}};
static const struct shape exercise_shape[] = {
    {"id", TEXT, 0, NULL, NULL}, {"title", TEXT, 0, NULL, NULL}, {NULL, 0, 0, NULL, NULL}};
static const struct shape file_shape[] = {{"path", TEXT, 0, NULL, NULL},
                                          {"sha256", TEXT, 0, NULL, NULL},
                                          {"text", TEXT | NOTHING | OPTIONAL, 0, NULL, NULL},
                                          {NULL, 0, 0, NULL, NULL}};
static const struct shape submission_shape[] = {{"name", TEXT, 0, NULL, NULL},
                                                {"language", TEXT | NOTHING, 0, NULL, NULL},
                                                {"files", ARRAY, 0, file_shape, NULL},
                                                {NULL, 0, 0, NULL, NULL}};
static const struct shape score_shape[] = {{"points", NUMBER, 0, NULL, NULL},
                                           {"max", NUMBER, 0, NULL, NULL},
                                           {"percent", NUMBER, 0, NULL, NULL},
                                           {NULL, 0, 0, NULL, NULL}};
static const struct shape build_shape[] = {{"ok", BOOLEAN, 0, NULL, NULL},
                                           {"command", TEXT | NOTHING, 0, NULL, NULL},
                                           {"diagnostics", TEXT | NOTHING, 0, NULL, NULL},
                                           {NULL, 0, 0, NULL, NULL}};
static const struct shape environment_shape[] = {{"mpigrade", TEXT | NOTHING, 0, NULL, NULL},
                                                 {"mpi", TEXT | NOTHING, 0, NULL, NULL},
                                                 {"sandbox", TEXT | NOTHING, 0, NULL, NULL},
                                                 {NULL, 0, 0, NULL, NULL}};
static const struct shape event_shape[] = {{"rank", INTEGER, 0, NULL, NULL},
                                           {"index", INTEGER, 0, NULL, NULL},
                                           {"kind", TEXT, 0, NULL, NULL},
                                           {"call", TEXT, 0, NULL, NULL},
                                           {"blocking", BOOLEAN, 0, NULL, NULL},
                                           {"root", INTEGER | TEXT | OPTIONAL, ANY, NULL, NULL},
                                           {"peer", INTEGER | TEXT | OPTIONAL, ANY, NULL, NULL},
                                           {"tag", INTEGER | TEXT | OPTIONAL, ANY, NULL, NULL},
                                           {"comm", TEXT | OPTIONAL, 0, NULL, NULL},
                                           {"bytes", INTEGER | OPTIONAL, ANY, NULL, NULL},
                                           {"op", TEXT | OPTIONAL, 0, NULL, NULL},
                                           {"enter_us", NUMBER, ANY, NULL, NULL},
                                           {"leave_us", NUMBER | OPTIONAL, ANY, NULL, NULL},
                                           {"where", OBJECT | OPTIONAL, 0, place_shape, NULL},
                                           {"match", OBJECT | OPTIONAL, 0, NULL, NULL},
                                           {NULL, 0, 0, NULL, NULL}};
static const struct shape case_time_shape[] = {
    {"id", TEXT, 0, NULL, NULL},
    {"wall_s", NUMBER, 0, NULL, NULL},
    {"events", ARRAY | OPTIONAL, 0, event_shape, NULL},
    {"events_left_out", INTEGER | OPTIONAL, ANY, NULL, NULL},
    {NULL, 0, 0, NULL, NULL}};
static const struct shape timing_shape[] = {{"started", TEXT, 0, NULL, NULL},
                                            {"wall_s", NUMBER, 0, NULL, NULL},
                                            {"shared", BOOLEAN | OPTIONAL, 0, NULL, NULL},
                                            {"cases", ARRAY, 0, case_time_shape, NULL},
                                            {NULL, 0, 0, NULL, NULL}};
static const struct shape report_shape[] = {
    {"exercise", OBJECT, 0, exercise_shape, NULL},
    {"submission", OBJECT, 0, submission_shape, NULL},
    {"outcome", TEXT, 0, NULL, outcomes},
    {"reason", TEXT | OPTIONAL, 0, NULL, NULL},
    {"advice", TEXT | NOTHING | OPTIONAL, 0, NULL, NULL},
    {"score", OBJECT | NOTHING, 0, score_shape, NULL},
    {"wording", TEXT | NOTHING | OPTIONAL, 0, NULL, NULL},
    {"build", OBJECT | NOTHING, 0, build_shape, NULL},
    {"cases", ARRAY, 0, case_shape, NULL},
    {"checks", ARRAY, 0, check_shape, NULL},
    {"environment", OBJECT | NOTHING, 0, environment_shape, NULL},
    {"timing", OBJECT | NOTHING, 0, timing_shape, NULL},
    {NULL, 0, 0, NULL, NULL}};

/* ---- comparing ---- */

enum { PATH_SIZE = 256 };

struct walk {
    const char *name;
    struct error *error;
    char path[PATH_SIZE];
    size_t length; /* of the path */
};

static int check_inside(struct walk *walk, const json_t *value, const struct shape *shape);

static int fail(struct walk *walk, const char *what) {
    error_set(walk->error, ERROR_USAGE, "%s: %s: %s", walk->name,
              walk->length == 0 ? "/" : walk->path, what);
    error_advise(walk->error, _("Is it a report that mpigrade grade --format json wrote?"));
    return -1;
}

static unsigned type_of(const json_t *value) {
    switch (json_typeof(value)) {
    case JSON_STRING:
        return TEXT;
    case JSON_INTEGER:
        return INTEGER | NUMBER;
    case JSON_REAL:
        return NUMBER;
    case JSON_TRUE:
    case JSON_FALSE:
        return BOOLEAN;
    case JSON_OBJECT:
        return OBJECT;
    case JSON_ARRAY:
        return ARRAY;
    case JSON_NULL:
        break;
    }
    return NOTHING;
}

static bool has_word(const char *const *words, const char *word) {
    for (; *words != NULL; words++) {
        if (strcmp(*words, word) == 0)
            return true;
    }
    return false;
}

/* Ranks, numbers of processes and the like are small. */
static bool is_in_range(const json_t *value, const struct shape *shape) {
    enum { MOST = 1000000000 };
    if (json_is_string(value))
        return shape->words == NULL || has_word(shape->words, json_string_value(value));
    if (!json_is_number(value) || shape->least == ANY)
        return true;
    return json_number_value(value) >= shape->least && json_number_value(value) <= MOST;
}

static int check_value(struct walk *walk, const json_t *value, const struct shape *shape) {
    if (value == NULL)
        return (shape->types & OPTIONAL) != 0 ? 0 : fail(walk, _("is missing"));
    if ((type_of(value) & shape->types) == 0)
        return fail(walk, _("is of another type than a report has there"));
    if (!is_in_range(value, shape))
        return fail(walk, _("has a value that no report has there"));
    return shape->inside == NULL ? 0 : check_inside(walk, value, shape->inside);
}

/* `key` in the path, as long as it is looked at. */
static int check_below(struct walk *walk, const char *key, const json_t *value,
                       const struct shape *shape) {
    size_t mark = walk->length;
    int added = snprintf(walk->path + mark, PATH_SIZE - mark, "/%s", key);
    walk->length += (size_t)added < PATH_SIZE - mark ? (size_t)added : 0;
    int status = check_value(walk, value, shape);
    walk->length = mark;
    walk->path[mark] = '\0';
    return status;
}

/* An element is an object with these members, or, when the only key is "", a value. */
static int check_element(struct walk *walk, size_t index, const json_t *value,
                         const struct shape *shape) {
    const struct shape object = {"", OBJECT, 0, shape, NULL};
    char key[24];
    (void)snprintf(key, sizeof key, "%zu", index);
    return check_below(walk, key, value, shape->key[0] == '\0' ? shape : &object);
}

static int check_inside(struct walk *walk, const json_t *value, const struct shape *shape) {
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (check_element(walk, i, json_array_get(value, i), shape) != 0)
            return -1;
    }
    for (; json_is_object(value) && shape->key != NULL; shape++) {
        if (check_below(walk, shape->key, json_object_get(value, shape->key), shape) != 0)
            return -1;
    }
    return 0;
}

static int check(const json_t *report, const char *name, struct error *error) {
    struct walk walk = {.name = name, .error = error};
    if (!json_is_object(report))
        return fail(&walk, _("is no object"));
    const char *schema = json_string_value(json_object_get(report, "schema"));
    if (schema == NULL || strcmp(schema, REPORT_SCHEMA) != 0) {
        error_set(error, ERROR_USAGE, _("%s: /schema: is %s%s%s, and not \"%s\""), name,
                  schema == NULL ? "" : "\"", schema == NULL ? _("missing") : schema,
                  schema == NULL ? "" : "\"", REPORT_SCHEMA);
        error_advise(error, _("Is it a report that mpigrade grade --format json wrote?"));
        return -1;
    }
    return check_inside(&walk, report, report_shape);
}

/* ---- reading ---- */

json_t *report_read(const char *path, struct error *error) {
    enum { MOST_BYTES = 256 << 20 };
    ARENA_AUTO arena = arena_new();
    char *bytes;
    size_t length;
    json_error_t problem;
    if (file_read(arena, path, MOST_BYTES, ERROR_USAGE, &bytes, &length, error) != 0)
        return NULL;
    json_t *report = json_loadb(bytes, length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &problem);
    if (report == NULL) {
        error_set(error, ERROR_USAGE, _("%s is no JSON: line %d, column %d: %s"), path,
                  problem.line, problem.column, problem.text);
        error_advise(error, _("Is it a report that mpigrade grade --format json wrote?"));
        return NULL;
    }
    if (check(report, path, error) == 0)
        return report;
    json_decref(report);
    return NULL;
}
