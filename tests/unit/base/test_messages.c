/* SPDX-License-Identifier: MIT */
#include "base/messages.h"

#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A catalogue of two messages, made by hand: header, originals, translations, texts. */
static const uint32_t words[] = {0x950412de,
                                 0,
                                 2,
                                 28,
                                 44,
                                 0,
                                 0,
                                 /* originals: */ 2,
                                 60,
                                 3,
                                 63,
                                 /* translations: */ 3,
                                 67,
                                 4,
                                 71};
static const char texts[] = "no\0yes\0non\0oui!"; /* sorted; begins at offset 60 */

static char folder[] = "/tmp/mpigrade-messages-XXXXXX";

static void catalogue_write(size_t length) {
    char path[128], bytes[sizeof words + sizeof texts];
    memcpy(bytes, words, sizeof words);
    memcpy(bytes + sizeof words, texts, sizeof texts);
    (void)snprintf(path, sizeof path, "%s/fr/LC_MESSAGES/mpigrade.mo", folder);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(translates_what_it_knows) {
    catalogue_write(sizeof words + sizeof texts);
    messages_open(folder, "fr_CA.UTF-8");
    ck_assert_str_eq(messages_language(), "fr");
    ck_assert_str_eq(message("yes"), "oui!");
    ck_assert_str_eq(message("no"), "non");
    ck_assert_str_eq(message("maybe"), "maybe");
    ck_assert_str_eq(message(""), "");
}
END_TEST

START_TEST(speaks_english_without_a_catalogue) {
    messages_open(folder, "xx");
    ck_assert_str_eq(messages_language(), "en");
    ck_assert_str_eq(message("yes"), "yes");
}
END_TEST

START_TEST(a_cut_catalogue_does_no_harm) {
    for (size_t length = 0; length < sizeof words + sizeof texts; length++) {
        catalogue_write(length);
        messages_open(folder, "fr");
        (void)message("yes");
        (void)message("no");
    }
}
END_TEST

START_TEST(finds_the_language_as_gettext_does) {
    ck_assert_int_eq(setenv("LANGUAGE", "", 1), 0);
    ck_assert_int_eq(setenv("LC_ALL", "", 1), 0);
    ck_assert_int_eq(unsetenv("LC_MESSAGES"), 0);
    ck_assert_int_eq(setenv("LANG", "es_PE.UTF-8", 1), 0);
    ck_assert_str_eq(messages_wanted(), "es_PE.UTF-8");
    ck_assert_int_eq(setenv("LANGUAGE", "fr:es", 1), 0);
    ck_assert_str_eq(messages_wanted(), "fr:es");
    ck_assert_int_eq(setenv("LC_ALL", "C", 1), 0);
    ck_assert_str_eq(messages_wanted(), "en");
}
END_TEST

int main(void) {
    char path[128];
    if (mkdtemp(folder) == NULL)
        return EXIT_FAILURE;
    (void)snprintf(path, sizeof path, "%s/fr", folder);
    (void)mkdir(path, 0700);
    (void)strcat(path, "/LC_MESSAGES");
    (void)mkdir(path, 0700);

    Suite *suite = suite_create("messages");
    TCase *cases = tcase_create("messages");
    tcase_add_test(cases, translates_what_it_knows);
    tcase_add_test(cases, speaks_english_without_a_catalogue);
    tcase_add_test(cases, a_cut_catalogue_does_no_harm);
    tcase_add_test(cases, finds_the_language_as_gettext_does);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);

    (void)strcat(path, "/mpigrade.mo");
    (void)unlink(path);
    for (int i = 0; i < 3; i++) {
        *strrchr(path, '/') = '\0';
        (void)rmdir(path);
    }
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
