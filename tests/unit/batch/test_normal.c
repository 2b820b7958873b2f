/* SPDX-License-Identifier: MIT */
#include "batch/normal.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static const char *hash(const char *path, const char *text) {
    static char hex[4][SHA256_HEX_SIZE];
    static int next;
    char *ret = hex[next++ % 4];
    struct normal_file file = {path, text, strlen(text)};
    if (!normal_hash(&file, 1, ret))
        return "";
    return ret;
}

static void alike(const char *path, const char *a, const char *b) {
    ck_assert_msg(strcmp(hash(path, a), hash(path, b)) == 0, "differ:\n%s\n%s", a, b);
}

static void unlike(const char *path, const char *a, const char *b) {
    ck_assert_msg(strcmp(hash(path, a), hash(path, b)) != 0, "are alike:\n%s\n%s", a, b);
}

#define C_PROGRAM                                                                                  \
    "#include <mpi.h>\n#define REPS 8\nstatic int total;\n"                                        \
    "int work(int i) { return i * 2; }\n"                                                          \
    "int main(int argc, char **argv) {\n"                                                          \
    "  int rank; MPI_Status status;\n  MPI_Init(&argc, &argv);\n"                                  \
    "  MPI_Comm_rank(MPI_COMM_WORLD, &rank);\n"                                                    \
    "  for (int i = rank; i < REPS; i++) total += work(i);\n"                                      \
    "  printf(\"Process %d\\n\", rank); MPI_Finalize(); return 0; }\n"

START_TEST(names_comments_and_words_do_not_hide_a_copy) {
    alike("a.c", C_PROGRAM,
          "/* Mine! */ #include <mpi.h>\n#include <stdio.h>\r\n#  define STEPS 8\nstatic int "
          "sum_of_all;\n"
          "int f(int n)\n{\n\treturn n*2; // twice\n}\n"
          "int main(int c, char **v)\n{ int me; MPI_Status s; MPI_Init(&c, &v);\n"
          "MPI_Comm_rank(MPI_COMM_WORLD, &me);\n for (int k=me; k<STEPS; k++) sum_of_all += f(k);\n"
          "printf(\"Soy \" \"%d\\n\", me); MPI_Finalize(); return 0; }");
    /* An editor renames within one function. */
    alike("a.c", "void f(void) { int i = 0; i++; } void g(void) { int i = 1; i--; }",
          "void f(void) { int k = 0; k++; } void g(void) { int i = 1; i--; }");
    alike("a.cpp", "struct p { int x; }; auto s = R\"(a\"b)\" + 1;",
          "struct q { int y; }; auto t = \"\" + 1;");
    ck_assert_str_eq(hash("a.c", C_PROGRAM), hash("other.cpp", C_PROGRAM));
}
END_TEST

START_TEST(what_the_program_does_counts) {
    static const char *const changes[][2] = {
        {"i * 2", "i * 3"},          {"i++", "i--"},        {"MPI_Finalize", "MPI_Abort"},
        {"work(i);", "work(rank);"}, {"REPS 8", "REPS 16"}, {"MPI_COMM_WORLD", "MPI_COMM_SELF"},
        {"total +=", "total ="},     {"printf(", "puts("},  {"return 0;", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        char text[2048];
        const char *at = strstr(C_PROGRAM, changes[i][0]);
        ck_assert_ptr_nonnull(at);
        (void)snprintf(text, sizeof text, "%.*s%s%s", (int)(at - C_PROGRAM), C_PROGRAM,
                       changes[i][1], at + strlen(changes[i][0]));
        unlike("a.c", C_PROGRAM, text);
    }
    unlike("a.c", "int x = INT_MAX;", "int x = INT_MIN;");
    unlike("a.c", "double f(double x) { return sin(x); }", "double f(double x) { return cos(x); }");
    unlike("a.c", "char c = 'a';", "char c = 'b';");
}
END_TEST

#define PYTHON_PROGRAM                                                                             \
    "from mpi4py import MPI\nimport numpy as np\n\n"                                               \
    "def work(i, step=1):\n    \"\"\"Does it.\"\"\"\n    return i * step\n\n"                      \
    "comm = MPI.COMM_WORLD\nrank = comm.Get_rank()\n"                                              \
    "if rank == 0:\n    comm.send(work(rank, step=2), dest=1, tag=7)\n"                            \
    "else:\n    got = comm.recv(source=0)\n    print('got', got)\n"

START_TEST(python_too) {
    alike("a.py", PYTHON_PROGRAM,
          "# mine\nfrom mpi4py import MPI\nimport numpy as n\n"
          "def f(k, s = 1):\n\n\treturn k*s\n"
          "c = MPI.COMM_WORLD\r\nme = c.Get_rank() # me\nif me == 0:\n"
          "  c.send(f(me,\n    s=2), dest=1, \\\n tag=7)\nelse:\n  x = c.recv(source=0)\n"
          "  print(f\"I {x}\", x)");
    static const char *const changes[][2] = {
        {"dest=1", "dest=2"},       {"dest=1", "root=1"},   {"comm.send", "comm.isend"},
        {"work(rank", "work(comm"}, {"    print", "print"}, {"* step", "+ step"},
        {"COMM_WORLD", "COMM_SELF"}};
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        char text[2048];
        const char *at = strstr(PYTHON_PROGRAM, changes[i][0]);
        ck_assert_ptr_nonnull(at);
        (void)snprintf(text, sizeof text, "%.*s%s%s", (int)(at - PYTHON_PROGRAM), PYTHON_PROGRAM,
                       changes[i][1], at + strlen(changes[i][0]));
        unlike("a.py", PYTHON_PROGRAM, text);
    }
    alike("a.py", "def f():\n  i = 1\ndef g():\n  i = 2\n",
          "def f():\n  k = 1\ndef g():\n  i = 2\n");
}
END_TEST

START_TEST(files_in_any_order_under_any_name) {
    struct normal_file one[] = {
        {"a.c", "int a;", 6}, {"b.h", "int f(int);", 11}, {"README", "x", 1}};
    struct normal_file other[] = {
        {"z.h", "int g(int);", 11}, {"y.c", "int b ;", 7}, {"e.c", "", 0}};
    char x[SHA256_HEX_SIZE], y[SHA256_HEX_SIZE];
    ck_assert(normal_hash(one, 3, x) && normal_hash(other, 3, y));
    ck_assert_str_eq(x, y);
    ck_assert(normal_hash(one, 2, y));
    ck_assert_str_eq(x, y);
    ck_assert(normal_hash(one, 1, y));
    ck_assert_str_ne(x, y);
}
END_TEST

START_TEST(nothing_to_compare) {
    ck_assert_str_eq(hash("a.txt", "int a;"), "");
    ck_assert_str_eq(hash("a.c", " /* nothing */ // here\n"), "");
    ck_assert_str_eq(hash("a.py", "# nothing\n\n\"\"\"Nor here.\"\"\"\n"), "");
    ck_assert_str_ne(hash("a.c", "/* never closed"), hash("a.c", "\""));
}
END_TEST

int main(void) {
    Suite *suite = suite_create("normal");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, names_comments_and_words_do_not_hide_a_copy);
    tcase_add_test(tests, what_the_program_does_counts);
    tcase_add_test(tests, python_too);
    tcase_add_test(tests, files_in_any_order_under_any_name);
    tcase_add_test(tests, nothing_to_compare);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
