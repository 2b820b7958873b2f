/* SPDX-License-Identifier: MIT */
/* unpack FOLDER PATH...: opens each path as a submission and says what came of it, a line for each:
 *
 *   KIND MAIN MESSAGE FILE...     in hexadecimal, so that names may hold any bytes
 *
 * KIND is taken, usage, rubric, not_gradable or fault. The last line is the most memory that this
 * process used, in KiB. */
#include "base/files.h"
#include "submission/submission.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {[ERROR_NONE] = "taken",
                                    [ERROR_USAGE] = "usage",
                                    [ERROR_RUBRIC] = "rubric",
                                    [ERROR_NOT_GRADABLE] = "not_gradable",
                                    [ERROR_FAULT] = "fault"};

static void put(const char *text) {
    (void)putchar('\t');
    for (; *text != '\0'; text++)
        (void)printf("%02x", (unsigned char)*text);
}

static void open_one(const char *folder, const char *path) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    char *copy = tree_make_in(arena, folder, "copy", &error);
    const struct submission *submission =
        copy == NULL ? NULL : submission_open(arena, NULL, &path, 1, copy, &error);
    (void)fputs(kinds[error.kind], stdout);
    put(submission == NULL ? "" : submission->main);
    put(error.message);
    for (size_t i = 0; submission != NULL && i < submission->file_count; i++)
        put(submission->files[i].path);
    (void)putchar('\n');
    (void)fflush(stdout);
    if (copy != NULL && tree_remove(copy, &error) != 0)
        die("%s", error.message);
}

/* getrusage() would count what our caller used before it started us. */
static long peak_kib(void) {
    char line[256];
    long peak = -1;
    FILE *status = fopen("/proc/self/status", "re");
    while (status != NULL && fgets(line, sizeof line, status) != NULL)
        if (strncmp(line, "VmHWM:", 6) == 0)
            peak = strtol(line + 6, NULL, 10);
    if (status != NULL)
        (void)fclose(status);
    return peak;
}

int main(int argc, char **argv) {
    for (int i = 2; i < argc; i++)
        open_one(argv[1], argv[i]);
    (void)printf("%ld\n", peak_kib());
    return EXIT_SUCCESS;
}
