/* SPDX-License-Identifier: MIT */
#include "base/messages.h"
#include "rubric/rubric.h"

#include <string.h>

const char *localised_text(const struct localised *text) {
    return strcmp(messages_language(), "es") == 0 ? text->es : text->en;
}
