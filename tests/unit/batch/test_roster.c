/* SPDX-License-Identifier: MIT */
#include "batch/course.h"

#include "classroom.h"

static size_t count;
static struct student *students;

static void read_ok(const char *text) {
    const char *path = put("roster.csv", text);
    ck_assert_msg(roster_load(arena, path, &count, &students, &error) == 0, "%s", error.message);
}

static void refuse(const char *text, const char *words) {
    memset(&error, 0, sizeof error);
    const char *path = put("roster.csv", text);
    ck_assert_int_eq(roster_load(arena, path, &count, &students, &error), -1);
    ck_assert_int_eq(error.kind, ERROR_USAGE);
    ck_assert_msg(strstr(error.message, path) != NULL, "%s", error.message);
    ck_assert_msg(strstr(error.message, words) != NULL, "%s", error.message);
}

START_TEST(reads_what_moodle_exports) {
    read_ok("\xef\xbb\xbf\"Nombre\";\"Apellido(s)\";\"Número de ID\";\"Dirección de correo\"\r\n"
            "Ana;\"Pérez Gómez\";20261;ana@x.org\r\n\r\n;;;\r\n"
            "\"José; María\";Ruiz;;jose@x.org\r\n");
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(students[0].key, "ana@x.org");
    ck_assert_str_eq(students[0].name, "Ana Pérez Gómez");
    ck_assert_str_eq(students[0].number, "20261");
    ck_assert_str_eq(students[1].name, "José; María Ruiz");
    ck_assert_ptr_null(students[1].number);
}
END_TEST

START_TEST(reads_the_grading_sheet_of_moodle) {
    read_ok("Identificador,Nombre completo,Dirección de correo,Estado\n"
            "Participante 18533,Ana Pérez,ana@x.org,Enviado\n");
    ck_assert_str_eq(students[0].number, "18533");
    ck_assert_str_eq(students[0].name, "Ana Pérez");
}
END_TEST

START_TEST(reads_what_canvas_exports) {
    read_ok("Student,ID,SIS User ID,SIS Login ID,Section,Ring (12)\n"
            "    Points Possible,,,,,100\n"
            "\"Pérez, Ana\",77,S1,aperez,\"Group A, B\",9\n"
            "\"Student, Test\",78,,x,A,\n");
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(students[0].key, "aperez");
    ck_assert_str_eq(students[0].login, "aperez");
    ck_assert_str_eq(students[0].name, "Ana Pérez");
    ck_assert_str_eq(students[0].number, "77");
    ck_assert_str_eq(students[0].section, "Group A, B");
}
END_TEST

START_TEST(reads_what_gradescope_exports_and_lists_of_ones_own) {
    read_ok("First Name,Last Name,SID,Email,Section\nAna,Pérez,1234,ana@x.org,A\n");
    ck_assert_str_eq(students[0].name, "Ana Pérez");
    ck_assert_str_eq(students[0].number, "1234");
    read_ok("name\temail\nAna\tana@x.org\n");
    ck_assert_str_eq(students[0].email, "ana@x.org");
    read_ok("name\nAna Pérez\nBo Li\n");
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(students[1].key, "Bo Li");
}
END_TEST

START_TEST(reads_latin1_and_refuses_what_is_neither) {
    read_ok("name,email\nAna P\xe9rez\x85,ana@x.org\n");
    ck_assert_str_eq(students[0].name, "Ana Pérez…");
    refuse("name,email\nAna P\xe9rez,ana@x.org\nÑ,b@x.org\n", "neither UTF-8 nor Latin-1");
    refuse("\xff\xfen", "neither UTF-8 nor Latin-1");
    ck_assert_ptr_nonnull(strstr(error.advice, "CSV UTF-8"));
}
END_TEST

START_TEST(mistakes_name_their_lines) {
    refuse("", "there are no students");
    refuse("name,email\n", "there are no students");
    refuse("Ana,ana@x.org\n", "line 1: no column is known");
    refuse("name,email\nAna,\"ana@x.org\n", "line 2: a quote is opened");
    refuse("email,section\na@x.org,A\n,B\n", "line 3: neither a name");
    refuse("name,login\nAna,a\n\nBo,b\nCid,A\n", "lines 2 and 5: both are");
    refuse("name,email,id\nAna,a@x.org,7\nBo,b@x.org,7\n", "lines 2 and 3: both are \"7\"");
    refuse("name\nAna\nAna\n", "lines 2 and 3: both are \"Ana\"");
}
END_TEST

START_TEST(keys_can_name_folders) {
    read_ok("name,login\nAna,../../etc\nBo,\"a\nb\"\n");
    ck_assert_str_eq(students[0].key, "_.-..-etc");
    ck_assert_str_eq(students[1].key, "a?b");
}
END_TEST

int main(void) {
    const TTest *const tests[] = {
        reads_what_moodle_exports,
        reads_the_grading_sheet_of_moodle,
        reads_what_canvas_exports,
        reads_what_gradescope_exports_and_lists_of_ones_own,
        reads_latin1_and_refuses_what_is_neither,
        mistakes_name_their_lines,
        keys_can_name_folders,
    };
    return run_suite("roster", tests, ARRAY_LEN(tests));
}
