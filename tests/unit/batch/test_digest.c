/* SPDX-License-Identifier: MIT */
#include "batch/digest.h"

#include <check.h>
#include <stdlib.h>

static void check_digest(const char *report, const char *expected) {
    json_auto_t *whole = json_loads(report, 0, NULL), *digest = digest_of(whole);
    char *text = json_dumps(digest, JSON_COMPACT | JSON_SORT_KEYS);
    ck_assert_ptr_nonnull(whole);
    ck_assert_str_eq(text, expected);
    free(text);
}

START_TEST(what_the_batch_asks_for_stays) {
    check_digest("{\"outcome\":\"graded\",\"reason\":null,\"score\":{\"points\":1.5,\"max\":2}}",
                 "{\"outcome\":\"graded\",\"reason\":null,\"score\":{\"max\":2,\"points\":1.5}}");
    check_digest("{\"checks\":[{\"id\":\"a\",\"points\":1,\"findings\":[{\"misconception\":\"m\","
                 "\"what\":\"w\",\"line\":3}]},{\"id\":\"b\",\"why\":\"\"}]}",
                 "{\"checks\":[{\"findings\":[{\"misconception\":\"m\",\"what\":\"w\"}],"
                 "\"id\":\"a\",\"points\":1},{\"id\":\"b\"}]}");
    check_digest("{\"timing\":{\"wall_s\":2,\"cases\":[{\"repeated\":false,\"events\":[1,2],"
                 "\"ranks\":[{\"cpu_s\":0.5,\"peak_bytes\":1}]}]}}",
                 "{\"timing\":{\"cases\":[{\"ranks\":[{\"cpu_s\":0.5}],\"repeated\":false}],"
                 "\"wall_s\":2}}");
}
END_TEST

START_TEST(large_things_go) {
    check_digest("{\"submission\":{\"language\":\"c\",\"name\":\"x\",\"files\":[{\"path\":\"x.c\","
                 "\"text\":\"int main\"}]},\"grader\":{},\"format\":1}",
                 "{\"submission\":{\"files\":[{\"path\":\"x.c\"}],\"language\":\"c\"}}");
    check_digest("{\"cases\":[{\"id\":\"np2\",\"outcome\":\"deadlocked\",\"ranks\":[{}],"
                 "\"deadlock\":{\"text\":\"t\",\"ranks\":[]}},{\"id\":\"np4\",\"deadlock\":null}]}",
                 "{\"cases\":[{\"deadlock\":{\"text\":\"t\"},\"id\":\"np2\","
                 "\"outcome\":\"deadlocked\"},{\"deadlock\":null,\"id\":\"np4\"}]}");
}
END_TEST

int main(void) {
    Suite *suite = suite_create("digest");
    TCase *tcase = tcase_create("digest");
    tcase_add_test(tcase, what_the_batch_asks_for_stays);
    tcase_add_test(tcase, large_things_go);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
