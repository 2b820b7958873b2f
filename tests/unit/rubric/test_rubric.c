/* SPDX-License-Identifier: MIT */
#include "rubric/expression.h"
#include "rubric/rubric.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/mpigrade-rubric-XXXXXX";
static char rubric_path[64];

static void write_file(const char *name, const char *text) {
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    (void)fputs(text, file);
    ck_assert_int_eq(fclose(file), 0);
}

static void make_folder(void) {
    ck_assert_ptr_nonnull(mkdtemp(folder));
    (void)snprintf(rubric_path, sizeof rubric_path, "%s/r.json", folder);
    write_file("ref.c", "");
    write_file("ref.py", "");
    write_file("ref.txt", "");
    write_file("ref.json", "");
}

static void remove_folder(void) {
    static const char *const names[] = {"ref.c", "ref.py", "ref.txt", "ref.json", "r.json"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}

static struct rubric *parse(struct arena *arena, const char *text, struct error *error) {
    return rubric_parse(arena, rubric_path, text, strlen(text), error);
}

/* ---- right ones ---- */

#define FACTS                                                                                      \
    "\"facts\": {\"it\": {\"templates\": [\"process {rank:int} of {size:int} runs {i:int} on "     \
    "{h:host}\"]}, \"no\": {\"templates\": {\"en\": \"no {n:int}\", \"es\": [\"sin {n:int}\"]}}}"
#define CASES                                                                                      \
    "\"cases\": [{\"id\": \"a\", \"np\": 2}, {\"id\": \"b\", \"np\": 3, \"unsuitable\": true}]"
#define HEAD "\"id\": \"02-ring\", \"title\": \"T\", \"reference\": \"ref.c\""
#define CHECKS "\"checks\": [{\"kind\": \"clean-exit\", \"points\": 1}]"
#define WITH(more) "{" HEAD ", " FACTS ", " CASES ", " more "}"
/* A rubric whose one question has these keys. */
#define ANSWERS(more)                                                                              \
    "\"id\": \"02-table\", \"title\": \"T\", \"reference\": \"ref.json\", " FACTS                  \
    ", \"cases\": [{\"id\": \"a\", \"np\": 1, " more                                               \
    "}], \"checks\": [{\"kind\": \"answer\", \"points\": 1, \"facts\": [\"no\"]}]"
#define CHECK(text) WITH("\"checks\": [" text "]")

START_TEST(fills_in_what_is_not_said) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    struct rubric *rubric = parse(arena, WITH(CHECKS), &error);
    ck_assert_msg(rubric != NULL, "%s", error.message);
    ck_assert_str_eq(rubric->id, "02-ring");
    ck_assert_str_eq(rubric->title.es, "T");
    ck_assert_str_eq(rubric->topic.en, "");
    ck_assert_str_eq(rubric->names[0], "02-ring.c");
    ck_assert_str_eq(rubric->names[1], "02_ring.c");
    ck_assert_str_eq(rubric->names[2], "ring.c");
    ck_assert_ptr_null(rubric->build_flags[0]);
    ck_assert(rubric->free_wording && rubric->languages[LANGUAGE_PYTHON]);
    ck_assert_int_eq(rubric->limits.wall_s, limits_default.wall_s);
    ck_assert_uint_eq(strlen(rubric->sha256), 64);
    ck_assert_uint_eq(rubric->reference_count, 1);
    ck_assert(rubric->references[0].languages[LANGUAGE_CXX]);
    ck_assert_int_eq(rubric->references[0].path[0], '/');

    const struct fact_kind *it = &rubric->facts[rubric_fact(rubric, "it")];
    ck_assert_uint_eq(it->field_count, 4);
    ck_assert(it->essential && it->cues[0] == NULL);
    ck_assert(it->fields[0].role == ROLE_RANK && !it->fields[0].optional);
    ck_assert(it->fields[1].role == ROLE_SIZE && it->fields[1].optional);
    ck_assert(it->fields[2].role == ROLE_NONE && it->fields[2].compared);
    ck_assert(it->fields[3].optional && !it->fields[3].compared);
    const struct fact_kind *no = &rubric->facts[rubric_fact(rubric, "no")];
    ck_assert_uint_eq(no->template_count, 2);
    ck_assert_str_eq(no->templates[1].language, "es");
    ck_assert_uint_eq(rubric_fact(rubric, "nothing"), SIZE_MAX);

    const struct rubric_case *run = &rubric->cases[0];
    ck_assert(run->args[0] == NULL && run->input == NULL && !run->unsuitable);
    ck_assert(run->sends == SENDS_STANDARD && run->sleep_scale >= 1);
    const struct check *check = &rubric->checks[0];
    ck_assert_str_eq(check->id, "clean-exit");
    ck_assert(check->title.en[0] != '\0' && check->title.es[0] != '\0' &&
              check->hint.en[0] == '\0');
    ck_assert(check->credit == CREDIT_PARTIAL && check->visibility == VISIBLE);
    ck_assert(check->case_count == 1 && check->cases[0] == 0);
    rubric_done(rubric);
}
END_TEST

/* Repetitions follow their case and are not named by checks; a check that names cases looks at
 * them, too. */
START_TEST(seeds_make_repetitions) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    struct rubric *rubric = parse(
        arena,
        "{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 2}, {\"id\": \"b\", \"np\": 3,"
        " \"args\": [\"x\"], \"sleep_scale\": 0.5, \"perturb\": [7, 2]}, {\"id\": \"c\", \"np\": "
        "4}],"
        " \"checks\": [{\"kind\": \"clean-exit\", \"points\": 1, \"cases\": [\"c\", \"b\"]},"
        " {\"kind\": \"own-rank\", \"points\": 1}]}",
        &error);
    ck_assert_msg(rubric != NULL, "%s", error.message);
    ck_assert_uint_eq(rubric->case_count, 5);
    ck_assert_int_eq(rubric->cases[1].perturb, 0);
    const struct rubric_case *again = &rubric->cases[2];
    ck_assert_str_eq(again->id, "b~7");
    ck_assert(again->perturb == 7 && again->np == 3 && again->sleep_scale < 1);
    ck_assert_str_eq(again->args[0], "x");
    ck_assert_str_eq(rubric->cases[3].id, "b~2");
    ck_assert_str_eq(rubric->cases[4].id, "c");
    const size_t named[] = {4, 1, 2, 3};
    ck_assert_uint_eq(rubric->checks[0].case_count, 4);
    ck_assert_mem_eq(rubric->checks[0].cases, named, sizeof named);
    ck_assert_uint_eq(rubric->checks[1].case_count, 5);
    rubric_done(rubric);
}
END_TEST

START_TEST(reads_what_is_said) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    struct rubric *rubric = parse(
        arena,
        "{\"$schema\": \"x\", \"id\": \"r\", \"title\": {\"en\": \"T\", \"es\": \"U\"},"
        "\"topic\": \"V\", \"languages\": [\"c\", \"python\"], \"names\": [\"x.c\"],"
        "\"build_flags\": \"-lm\", \"free_wording\": false, \"exact\": true,"
        "\"limits\": {\"wall_s\": 3, \"memory_mb\": 100}, \"constants\": {\"REPS\": 8, \"N\": -1},"
        "\"reference\": {\"c\": \"ref.c\", \"python\": [\"ref.py\", \"ref.c\"]},"
        "\"facts\": {\"it\": {\"essential\": false, \"exact\": false, \"cues\": [\"iteración\"],"
        " \"fields\": {\"w\": {\"type\": \"int\", \"role\": \"rank\", \"cues\": [\"proc\"]},"
        "  \"i\": \"int\", \"rank\": {\"type\": \"int\", \"role\": \"none\"},"
        "  \"v\": {\"type\": \"value\", \"optional\": true, \"compared\": false}},"
        " \"templates\": [\"{w} {i} x{rank} {v}\", \"{w}: {i}, {rank}\"]}},"
        "\"cases\": [{\"id\": \"a\", \"np\": 2, \"args\": [\"a b\", \"\"], \"stdin\": \"in\\n\","
        " \"define\": {\"REPS\": 16, \"M\": 5}, \"sends\": \"synchronous\", \"sleep_scale\": "
        "0.01}],"
        "\"checks\": [{\"kind\": \"assignment\", \"id\": \"x\", \"title\": {\"en\": \"A\"},"
        " \"hint\": \"H\", \"points\": 1.125, \"credit\": \"all\", \"visibility\": \"hidden\","
        " \"cases\": [\"a\"], \"facts\": [\"it\"], \"field\": \"i\","
        " \"decomposition\": \"block-remainder-first\", \"iterations\": \"REPS - M\"},"
        " {\"kind\": \"own-rank\", \"points\": 10}]}",
        &error);
    ck_assert_msg(rubric != NULL, "%s", error.message);
    ck_assert_str_eq(rubric->title.es, "U");
    ck_assert(!rubric->languages[LANGUAGE_CXX] && rubric->languages[LANGUAGE_PYTHON]);
    ck_assert_str_eq(rubric->names[0], "x.c");
    ck_assert_str_eq(rubric->build_flags[0], "-lm");
    ck_assert_int_eq(rubric->limits.wall_s, 3);
    ck_assert_int_eq(rubric->limits.memory_mb, 100);
    ck_assert_uint_eq(rubric->reference_count, 2);
    ck_assert(rubric->references[0].languages[LANGUAGE_C] &&
              rubric->references[0].languages[LANGUAGE_PYTHON]);
    ck_assert(!rubric->references[1].languages[LANGUAGE_C]);

    const struct fact_kind *it = &rubric->facts[0];
    ck_assert(!it->essential && !it->templates[0].exact);
    ck_assert_str_eq(it->cues[0], "iteracion");
    ck_assert_str_eq(it->fields[0].cues[0], "proc");
    ck_assert(it->fields[0].role == ROLE_RANK && it->fields[2].role == ROLE_NONE);
    ck_assert(it->fields[3].optional && !it->fields[3].compared);
    ck_assert_uint_eq(it->templates[1].group_count, 3);
    ck_assert_uint_eq(it->templates[1].groups[2], 2);

    const struct rubric_case *run = &rubric->cases[0];
    ck_assert_str_eq(run->args[0], "a b");
    ck_assert_uint_eq(run->arg_count, 2);
    ck_assert_str_eq(run->input, "in\n");
    ck_assert(run->sends == SENDS_SYNCHRONOUS && run->sleep_scale < 0.02);
    int64_t value;
    ck_assert(rubric_constant(rubric, run, "REPS", &value) == 0 && value == 16);
    ck_assert(rubric_constant(rubric, NULL, "REPS", &value) == 0 && value == 8);
    ck_assert_int_eq(rubric_constant(rubric, run, "Q", &value), -1);

    const struct check *check = &rubric->checks[0];
    ck_assert_int_eq(check->points, 1125);
    ck_assert(check->credit == CREDIT_ALL && check->visibility == HIDDEN);
    ck_assert(check->decomposition == DECOMPOSITION_BLOCK_REMAINDER_FIRST);
    ck_assert_str_eq(check->title.es, "A");
    ck_assert_str_eq(check->hint.es, "H");
    ck_assert_str_eq(expression_text(check->iterations), "REPS - M");
    ck_assert_int_eq(rubric_max_points(rubric), 11125);
    rubric_done(rubric);
}
END_TEST

/* ---- broken ones ---- */

static const struct {
    const char *text, *path, *says;
} broken[] = {
    /* JSON itself */
    {"", "line 1, column 0", ""},
    {"{\n  \"id\": }", "line 2, column ", ""},
    {"{\"id\": \"a\", \"id\": \"b\"}", "line 1, column ", "duplicate"},
    {"{\"id\": \"a\\u0000b\"}", "line 1, column ", "NUL"},
    {"[]", ": /: ", "must be an object"},
    {"{\"id\": \"\xff\"}", "line 1, column ", "decode"},
    {"{} x", "line 1, column ", ""},
    /* keys and types */
    {"{\"id\": \"a\", \"titel\": \"T\"}", ": /: ", "did you mean \"title\""},
    {"{\"id\": \"a\", \"xyzzy\": 1}", ": /: ", "Allowed: $schema, id, title"},
    {"{}", ": /: ", "\"id\" is missing"},
    {"{\"id\": 7}", ": /id: ", "must be a string, but is an integer"},
    {"{\"id\": \"a b\"}", ": /id: ", "no id"},
    {"{\"id\": \"a\", \"title\": \"\"}", ": /title: ", "empty"},
    {"{\"id\": \"a\", \"title\": {\"es\": \"x\"}}", ": /title: ", "\"en\" is missing"},
    {"{\"id\": \"a\", \"title\": []}", ": /title: ", "must be a string or {"},
    {"{" HEAD ", \"languages\": [\"C\"]}", ": /languages/0: ", "Allowed: c, c++, python"},
    {"{" HEAD ", \"languages\": []}", ": /languages: ", "must name"},
    {"{" HEAD ", \"names\": [\"a/b.c\"]}", ": /names: ", "without folders"},
    {"{" HEAD ", \"names\": [1]}", ": /names/0: ", "must be a string"},
    {"{" HEAD ", \"build_flags\": [\"lm\"]}", ": /build_flags: ", "begin with -"},
    {"{" HEAD ", \"free_wording\": 1}", ": /free_wording: ", "true or false"},
    {"{" HEAD ", \"limits\": {\"wall\": 1}}", ": /limits: ", "did you mean \"wall_s\""},
    {"{" HEAD ", \"limits\": {\"wall_s\": 0}}", ": /limits/wall_s: ", "1 to 3600"},
    {"{" HEAD ", \"constants\": {\"P\": 1}}", ": /constants/P: ", "meaning already"},
    {"{" HEAD ", \"constants\": {\"\": 1}}", ": /constants/: ", "cannot name"},
    {"{" HEAD ", \"constants\": {\"a/b~\": 1}}", ": /constants/a~1b~0: ", "cannot name"},
    {"{" HEAD ", \"constants\": {\"A\": 1.5}}", ": /constants/A: ", "an integer"},
    {"{" HEAD ", \"constants\": {\"A\": 99999999999}}", ": /constants/A: ", "out of range"},
    /* facts */
    {"{" HEAD ", \"facts\": {}}", ": /facts: ", "1 to 64 facts"},
    {"{" HEAD ", \"facts\": {\"a\": {}}}", ": /facts/a: ", "\"templates\" is missing"},
    {"{" HEAD ", \"facts\": {\"a\": {\"templates\": []}}}", ": /facts/a/templates: ", "needs a"},
    {"{" HEAD ", \"facts\": {\"a\": {\"templates\": {\"EN\": \"x\"}}}}",
     ": /facts/a/templates/EN: ", "no language"},
    {"{" HEAD ", \"facts\": {\"a\": {\"templates\": [\"x\", \"y {b\"]}}}",
     ": /facts/a/templates/1: column 5 ", "expected"},
    {"{" HEAD ", \"facts\": {\"a\": {\"templates\": \"y {b}\"}}}", ": /facts/a/templates: column 3",
     "no type"},
    {"{" HEAD ", \"facts\": {\"a\": {\"templates\": \"y {b:itn}\"}}}",
     ": /facts/a/templates: ", "Allowed: int, real, string, value, host"},
    {"{" HEAD ", \"facts\": {\"a\": {\"templates\": [\"{b:int} y\", \"{b:real} y\"]}}}",
     ": /facts/a/templates/1: ", "real here and int"},
    {"{" HEAD ", \"facts\": {\"a\": {\"templates\": \"{b:int} {b:int}\"}}}",
     ": /facts/a/templates: column 9", "twice"},
    {"{" HEAD ", \"facts\": {\"a\": {\"templates\": [\"{b:int} {c:int}\", \"{b}\"]}}}",
     ": /facts/a/templates/1: ", "\"c\" is missing"},
    {"{" HEAD ", \"facts\": {\"a\": {\"templates\": \"{b:string}\"}}}",
     ": /facts/a/templates: ", "every line"},
    {"{" HEAD ", \"facts\": {\"a\": {\"fields\": {\"b\": {\"type\": \"int\", \"optional\": true}},"
     " \"templates\": \"x\"}}}",
     ": /facts/a/templates: ", "in no template"},
    {"{" HEAD ", \"facts\": {\"a\": {\"fields\": {\"b\": \"float\"}, \"templates\": \"{b}\"}}}",
     ": /facts/a/fields/b: ", "Allowed: int, real, string, value, host"},
    {"{" HEAD ", \"facts\": {\"a\": {\"fields\": {\"b\": {}}, \"templates\": \"{b}\"}}}",
     ": /facts/a/fields/b: ", "\"type\" is missing"},
    {"{" HEAD ", \"facts\": {\"a\": {\"fields\": {\"b-c\": \"int\"}, \"templates\": \"x\"}}}",
     ": /facts/a/fields/b-c: ", "no name"},
    {"{" HEAD ", \"facts\": {\"a\": {\"fields\": {\"b\": {\"type\": \"host\", \"role\": \"rank\"}},"
     " \"templates\": \"x {b}\"}}}",
     ": /facts/a/fields/b/role: ", "only an int"},
    {"{" HEAD ", \"facts\": {\"a\": {\"fields\": {\"b\": {\"type\": \"int\", \"role\": \"rank\"}},"
     " \"templates\": \"{b} {rank:int}\"}}}",
     ": /facts/a: ", "two fields"},
    {"{" HEAD ", \"facts\": {\"a\": {\"cues\": [\"Two words\"], \"templates\": \"x\"}}}",
     ": /facts/a/cues: ", "lower case"},
    /* cases */
    {"{" HEAD ", " FACTS ", \"cases\": []}", ": /cases: ", "1 to 64 cases"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"np\": 1}]}", ": /cases/0: ", "\"id\" is missing"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1}, {\"id\": \"b\", \"np\": 65}]}",
     ": /cases/1/np: ", "1 to 64"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1}, {\"id\": \"a\", \"np\": 2}]}",
     ": /cases/1/id: ", "too"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1, \"args\": [1]}]}",
     ": /cases/0/args/0: ", "must be a string"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1, \"sends\": \"fast\"}]}",
     ": /cases/0/sends: ", "standard, synchronous"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1, \"sleep_scale\": 2}]}",
     ": /cases/0/sleep_scale: ", "0 to 1"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1, \"perturb\": 2}]}",
     ": /cases/0/perturb: ", "must be an array"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1, \"perturb\": []}]}",
     ": /cases/0/perturb: ", "1 to 16 seeds"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1, \"perturb\": [1, 0]}]}",
     ": /cases/0/perturb/1: ", "1 to 2147483647"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1, \"perturb\": [3, 5, 3]}]}",
     ": /cases/0/perturb/2: ", "twice"},
    {"{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1, \"define\": {\"r\": 2}}]}",
     ": /cases/0/define/r: ", "meaning already"},
    /* checks */
    {WITH("\"checks\": []"), ": /checks: ", "1 to 64 checks"},
    {CHECK("{\"kind\": \"clean-exit\", \"points\": 0}"), ": /checks: ", "no check gives points"},
    {CHECK("{\"kind\": \"own-rang\", \"points\": 1}"), ": /checks/0/kind: ", "mean \"own-rank\""},
    {CHECK("{\"kind\": \"clean-exit\"}"), ": /checks/0: ", "\"points\" is missing"},
    {CHECK("{\"kind\": \"clean-exit\", \"points\": 0.0001}"), ": /checks/0/points: ", "decimals"},
    {CHECK("{\"kind\": \"clean-exit\", \"points\": -1}"), ": /checks/0/points: ", "out of range"},
    {CHECK("{\"kind\": \"clean-exit\", \"points\": \"1\"}"), ": /checks/0/points: ", "a number"},
    {CHECK("{\"kind\": \"clean-exit\", \"points\": 1, \"count\": \"1\"}"),
     ": /checks/0: ", "takes no \"count\"; it takes: none"},
    {CHECK("{\"kind\": \"count\", \"points\": 1, \"facts\": [\"it\"]}"),
     ": /checks/0: ", "needs \"count\""},
    {CHECK("{\"kind\": \"own-rank\", \"points\": 1, \"facts\": [\"its\"]}"),
     ": /checks/0/facts/0: ", "did you mean \"it\""},
    {CHECK("{\"kind\": \"own-rank\", \"points\": 1, \"facts\": [\"no\"]}"),
     ": /checks/0/facts: ", "role \"rank\""},
    {CHECK("{\"kind\": \"order\", \"points\": 1, \"facts\": [\"it\"]}"),
     ": /checks/0/facts: ", "at least 2"},
    {CHECK("{\"kind\": \"order\", \"points\": 1, \"facts\": [\"it\", \"it\"]}"),
     ": /checks/0/facts/1: ", "twice"},
    {CHECK("{\"kind\": \"clean-exit\", \"points\": 1, \"cases\": [\"c\"]}"),
     ": /checks/0/cases/0: ", "Allowed: a, b"},
    {CHECK("{\"kind\": \"refusal\", \"points\": 1, \"facts\": [\"no\"], \"cases\": [\"a\"]}"),
     ": /checks/0/cases: ", "unsuitable"},
    {CHECK("{\"kind\": \"clean-exit\", \"points\": 1}, {\"kind\": \"clean-exit\", \"points\": 1}"),
     ": /checks/1: ", "too"},
    {CHECK("{\"kind\": \"assignment\", \"points\": 1, \"facts\": [\"it\"], \"field\": \"j\","
           " \"decomposition\": \"block\", \"iterations\": \"8\"}"),
     ": /checks/0/field: ", "Allowed: rank, size, i"},
    {CHECK("{\"kind\": \"assignment\", \"points\": 1, \"facts\": [\"it\"], \"field\": \"i\","
           " \"decomposition\": \"blocks\", \"iterations\": \"8\"}"),
     ": /checks/0/decomposition: ", "did you mean \"block\""},
    {CHECK("{\"kind\": \"assignment\", \"points\": 1, \"facts\": [\"it\"], \"field\": \"i\","
           " \"decomposition\": \"block\", \"iterations\": \"2 * REPS\"}"),
     ": /checks/0/iterations: column 5 ", "not known"},
    {CHECK("{\"kind\": \"assignment\", \"points\": 1, \"facts\": [\"it\"], \"field\": \"i\","
           " \"decomposition\": \"block\", \"iterations\": \"r\"}"),
     ": /checks/0/iterations: column 1 ", "not known"},
    {CHECK("{\"kind\": \"count\", \"points\": 1, \"facts\": [\"it\"], \"count\": \"1 / r\"}"),
     ": /checks/0/count: ", "no value in the case \"a\""},
    {CHECK("{\"kind\": \"count\", \"points\": 1, \"facts\": [\"it\"], \"count\": \"0 - r\"}"),
     ": /checks/0/count: ", "0 to 100000"},
    {CHECK("{\"kind\": \"task-farm\", \"points\": 1}"), ": /checks/0: ", "\"created\""},
    {CHECK("{\"kind\": \"calls\", \"points\": 1, \"require\": [\"brodcast\"]}"),
     ": /checks/0/require/0: ", "did you mean \"broadcast\""},
    /* references */
    {"{\"id\": \"a\", \"title\": \"T\", \"reference\": \"none.c\", " FACTS ", " CASES ", " CHECKS
     "}",
     ": /reference: ", "no file \"none.c\""},
    {"{\"id\": \"a\", \"title\": \"T\", \"reference\": \"ref.txt\", " FACTS ", " CASES ", " CHECKS
     "}",
     ": /reference: ", "by its name"},
    {"{\"id\": \"a\", \"title\": \"T\", \"reference\": {\"c\": \"ref.c\"}, " FACTS ", " CASES
     ", " CHECKS "}",
     ": /reference: ", "no reference for the language \"python\""},
    {"{\"id\": \"a\", \"title\": \"T\", \"reference\": {\"python\": [\"ref.py\", \"x.py\"]}, " FACTS
     ", " CASES ", " CHECKS "}",
     ": /reference/python/1: ", "no file"},
    /* answers */
    {"{\"kind\": \"answer\", " HEAD ", " FACTS ", " CASES ", " CHECKS "}",
     ": /kind: ", "did you mean \"answers\""},
    {"{\"kind\": \"answers\", \"languages\": [\"c\"], " ANSWERS("\"asks\": \"number\"") "}", ": ",
     "an exercise with answers has no \"languages\""},
    {"{\"kind\": \"answers\", " ANSWERS("\"asks\": \"table\"") "}",
     ": /cases/0/asks: ", "numbers, lists"},
    {"{\"kind\": \"answers\", " ANSWERS("\"define\": {}") "}", ": /cases/0: ", "needs \"asks\""},
    {"{\"kind\": \"answers\", " ANSWERS("\"asks\": \"lists\", \"stdin\": \"\"") "}",
     ": /cases/0: ", "no \"stdin\""},
    {"{" ANSWERS("\"asks\": \"number\"") "}", ": /cases/0/asks: ", "only an exercise of the kind"},
    {"{\"kind\": \"answers\", " HEAD ", " FACTS
     ", \"cases\": [{\"id\": \"a\", \"np\": 1, \"asks\": "
     "\"number\"}], " CHECKS "}",
     ": /reference: ", "no file of answers by its name"},
};

START_TEST(refuses_with_file_path_and_reason) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    ck_assert_msg(parse(arena, broken[_i].text, &error) == NULL, "%s", broken[_i].text);
    ck_assert_int_eq(error.kind, ERROR_RUBRIC);
    ck_assert_ptr_eq(strstr(error.message, rubric_path), error.message);
    ck_assert_msg(strstr(error.message, broken[_i].path) != NULL, "%s\n%s", broken[_i].text,
                  error.message);
    ck_assert_msg(strstr(error.message, broken[_i].says) != NULL, "%s\n%s", broken[_i].text,
                  error.message);
}
END_TEST

START_TEST(an_expression_may_use_what_all_cases_define) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
#define DEFINING(b)                                                                                \
    "{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1, \"define\": {\"N\": 1}},"        \
    "{\"id\": \"b\", \"np\": 1" b "}], \"checks\": [{\"kind\": \"count\", \"points\": 1,"          \
    " \"facts\": [\"it\"], \"count\": \"N\"}]}"
    ck_assert_ptr_null(parse(arena, DEFINING(""), &error));
    ck_assert_ptr_nonnull(strstr(error.message, "/checks/0/count: column 1"));
    error = (struct error){0};
    struct rubric *rubric = parse(arena, DEFINING(", \"define\": {\"N\": 2}"), &error);
    ck_assert_msg(rubric != NULL, "%s", error.message);
    rubric_done(rubric);
}
END_TEST

START_TEST(refusal_looks_at_unsuitable_cases) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    struct rubric *rubric =
        parse(arena,
              CHECK("{\"kind\": \"refusal\", \"facts\": [\"no\"], \"points\": 1},"
                    "{\"kind\": \"own-rank\", \"points\": 1}"),
              &error);
    ck_assert_msg(rubric != NULL, "%s", error.message);
    ck_assert(rubric->checks[0].case_count == 1 && rubric->checks[0].cases[0] == 1);
    ck_assert(rubric->checks[1].case_count == 1 && rubric->checks[1].cases[0] == 0);
    ck_assert(rubric->checks[1].fact_count == 1 && rubric->checks[1].facts[0] == 0);
    rubric_done(rubric);
    error = (struct error){0};
    ck_assert_ptr_null(parse(arena,
                             "{" HEAD ", " FACTS ", \"cases\": [{\"id\": \"a\", \"np\": 1}],"
                             "\"checks\": [{\"kind\": \"refusal\", \"points\": 1, \"facts\": "
                             "[\"no\"]}]}",
                             &error));
    ck_assert_ptr_nonnull(strstr(error.message, "needs a case that is \"unsuitable\""));
}
END_TEST

START_TEST(answers_have_questions) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    struct rubric *rubric =
        parse(arena, "{\"kind\": \"answers\", " ANSWERS("\"asks\": \"lists\"") "}", &error);
    ck_assert_msg(rubric != NULL, "%s", error.message);
    ck_assert(rubric->kind == EXERCISE_ANSWERS && rubric->cases[0].asks == ASKS_LISTS);
    ck_assert(!rubric->free_wording && rubric->references[0].languages[LANGUAGE_C]);
    ck_assert_str_eq(rubric->names[0], "answers.json");
    ck_assert_str_eq(rubric->names[1], "answers.csv");
    ck_assert_ptr_null(rubric->names[2]);
    ck_assert_int_eq(rubric->checks[0].kind, CHECK_ANSWER);
    rubric_done(rubric);
}
END_TEST

START_TEST(loads_from_a_file) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    ck_assert_ptr_null(rubric_load(arena, rubric_path, &error));
    ck_assert_int_eq(error.kind, ERROR_RUBRIC);
    error = (struct error){0};
    write_file("r.json", WITH(CHECKS));
    struct rubric *rubric = rubric_load(arena, rubric_path, &error);
    ck_assert_msg(rubric != NULL, "%s", error.message);
    rubric_done(rubric);
    rubric_done(NULL);
}
END_TEST

START_TEST(has_a_key_for_each_kind) {
    ck_assert_str_eq(language_key(LANGUAGE_CXX), "c++");
    ck_assert_str_eq(check_kind_key(CHECK_TASK_FARM), "task-farm");
    ck_assert_str_eq(decomposition_key(DECOMPOSITION_ROOT_ONLY), "root-only");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("rubric");
    TCase *cases = tcase_create("rubric");
    tcase_add_unchecked_fixture(cases, make_folder, remove_folder);
    tcase_add_test(cases, fills_in_what_is_not_said);
    tcase_add_test(cases, seeds_make_repetitions);
    tcase_add_test(cases, reads_what_is_said);
    tcase_add_loop_test(cases, refuses_with_file_path_and_reason, 0, ARRAY_LEN(broken));
    tcase_add_test(cases, an_expression_may_use_what_all_cases_define);
    tcase_add_test(cases, refusal_looks_at_unsuitable_cases);
    tcase_add_test(cases, answers_have_questions);
    tcase_add_test(cases, loads_from_a_file);
    tcase_add_test(cases, has_a_key_for_each_kind);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
