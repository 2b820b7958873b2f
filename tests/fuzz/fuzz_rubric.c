/* SPDX-License-Identifier: MIT */
/* Any bytes as a rubric: it is loaded, or refused with a message that says why. */
#include "base/arena.h"
#include "base/error.h"
#include "rubric/rubric.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    struct rubric *rubric =
        rubric_parse(arena, "rubrics/fuzz.json", (const char *)data, size, &error);
    if (rubric == NULL && (error.kind == ERROR_NONE || error.message[0] == '\0'))
        abort();
    rubric_done(rubric);
    return 0;
}
