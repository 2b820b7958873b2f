/* SPDX-License-Identifier: MIT */
/* Sources of any bytes: the first one chooses the language. A hash depends on nothing else. */
#include "batch/normal.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const paths[] = {"a.c", "a.py", "a.cpp"};
    if (size == 0)
        return 0;
    struct normal_file file = {paths[data[0] % ARRAY_LEN(paths)], (const char *)data + 1, size - 1};
    char one[SHA256_HEX_SIZE], other[SHA256_HEX_SIZE];
    bool found = normal_hash(&file, 1, one);
    if (found != normal_hash(&file, 1, other) || strcmp(one, other) != 0 ||
        strlen(one) != (found ? SHA256_HEX_SIZE - 1 : 0))
        die("two hashes of one source");
    return 0;
}
