/* SPDX-License-Identifier: MIT */
#include "rubric/operations.h"

#include <string.h>

static const struct {
    const char *key, *functions, *methods;
} operations[] = {
#define OPERATION(name, key, functions, methods) [OPERATION_##name] = {key, functions, methods},
#include "rubric/operations.def"
#undef OPERATION
};

const char *operation_key(enum operation operation) {
    return operations[operation].key;
}

bool operation_by(enum operation operation, const char *name, bool method) {
    const char *list = method ? operations[operation].methods : operations[operation].functions;
    size_t length = strlen(name);
    for (const char *at = list; (at = strstr(at, name)) != NULL; at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return length > 0;
    return false;
}
