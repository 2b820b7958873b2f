/* SPDX-License-Identifier: MIT */
#include "capture/calls.h"

const char *rank_state_key(enum rank_state state) {
    static const char *const keys[] = {
#define X(name, key) [RANK_##name] = (key),
        RANK_STATES(X)
#undef X
    };
    return keys[state];
}

const char *event_kind_key(enum event_kind kind) {
    static const char *const keys[] = {
#define X(name, key) [EVENT_##name] = (key),
        EVENT_KINDS(X)
#undef X
    };
    return keys[kind];
}

const char *misuse_key(enum misuse misuse) {
    static const char *const keys[] = {
#define X(name, key) [MISUSE_##name] = (key),
        MISUSES(X)
#undef X
    };
    return keys[misuse];
}
