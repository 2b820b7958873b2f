/* SPDX-License-Identifier: MIT */
#include "base/limits.h"

#include <string.h>

const struct limits limits_default = {
#define X(name, normal, least, most, meaning) .name = (normal),
    LIMITS(X)
#undef X
};

int64_t limits_value(const struct limits *limits, const char *name) {
#define X(key, normal, least, most, meaning)                                                       \
    if (strcmp(name, #key) == 0)                                                                   \
        return limits->key;
    LIMITS(X)
#undef X
    return 0;
}
