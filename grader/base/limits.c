/* SPDX-License-Identifier: MIT */
#include "base/limits.h"

const struct limits limits_default = {
#define X(name, normal, least, most, meaning) .name = (normal),
    LIMITS(X)
#undef X
};
