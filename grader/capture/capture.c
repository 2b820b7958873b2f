/* SPDX-License-Identifier: MIT */
#include "capture/capture.h"

const char *case_outcome_key(enum case_outcome outcome) {
    static const char *const keys[] = {
#define X(name, key) [CASE_##name] = (key),
        CASE_OUTCOMES(X)
#undef X
    };
    return keys[outcome];
}
