/* SPDX-License-Identifier: MIT */
/* Archives: the first byte chooses the suffix, the rest is the file. What is unpacked stays in its
 * folder, under the caps; what is refused is refused for the submission's sake. */
#include "base/files.h"
#include "submission/collect.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct collection *collection) {
    size_t total = 0;
    for (size_t i = 0; i < collection->count; i++) {
        const struct stored_file *file = &collection->files[i];
        const char *path = path_join(collection->arena, collection->folder, file->path);
        total += file->length;
        if (!path_is_safe(file->path) || access(path, F_OK) != 0)
            die("stored under a name that is not safe: %s", file->path);
    }
    if (total != collection->total || total > COLLECT_TOTAL_BYTES ||
        collection->count > COLLECT_FILES || collection->unpacked > COLLECT_UNPACKED + 65536)
        die("more than the caps allow");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = {"a.zip", "b.tar", "sub/c.tar.gz", "d.7z"};
    if (size == 0)
        return 0;
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    char *folder = tree_make_in(arena, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp",
                                "mpigrade-fuzz", &error);
    if (folder == NULL)
        die("%s", error.message);
    struct collection collection = {.arena = arena, .folder = folder};
    if (collect_content(&collection, names[data[0] % ARRAY_LEN(names)], (const char *)data + 1,
                        size - 1, &error) != 0 &&
        error.kind != ERROR_NOT_GRADABLE)
        die("%s", error.message);
    check(&collection);
    if (tree_remove(folder, &error) != 0)
        die("%s", error.message);
    return 0;
}
