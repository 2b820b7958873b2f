/* SPDX-License-Identifier: MIT */
/* Notebooks, and the choice of the program among the files that come out of them. */
#include "base/files.h"
#include "submission/collect.h"

#include <stdint.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    char *folder = tree_make_in(arena, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp",
                                "mpigrade-fuzz", &error);
    if (folder == NULL)
        die("%s", error.message);
    struct collection collection = {.arena = arena, .folder = folder};
    struct submission submission = {.name = "fuzz.ipynb"};
    if ((collect_content(&collection, "fuzz.ipynb", (const char *)data, size, &error) != 0 ||
         choose_program(&collection, NULL, &submission, &error) != 0) &&
        error.kind != ERROR_NOT_GRADABLE)
        die("%s", error.message);
    if (error.kind == ERROR_NONE && (submission.main == NULL || submission.main[0] == '-'))
        die("a main file that is none");
    struct error ignored = {0};
    if (tree_remove(folder, &ignored) != 0)
        die("%s", ignored.message);
    return 0;
}
