/* SPDX-License-Identifier: MIT */
/* The rubric loader over any bytes. References are looked for beside the real rubrics, so that
 * whole rubrics load; of those each template is then matched against the input itself. */
#include "rubric/rubric.h"
#include "rubric/template.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void match_all(const struct fact_kind *kind, const char *line, size_t length) {
    struct template_match match;
    for (size_t i = 0; i < kind->template_count; i++) {
        const struct template *template = &kind->templates[i];
        for (int search = 0; search < 2; search++) {
            int rc = search ? template_find(template, line, length, 0, &match)
                            : template_match(template, line, length, &match);
            for (size_t g = 0; rc == 1 && g < template->group_count; g++)
                if (match.groups[g].start > match.groups[g].end || match.groups[g].end > length)
                    die("group %zu of \"%s\" is outside of the line", g, template->text);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ARENA_AUTO arena = arena_new();
    struct error error = {0};
    const char *bytes = (const char *)data;
    struct rubric *rubric =
        rubric_parse(arena, MPIGRADE_SOURCE "/rubrics/fuzzed.json", bytes, size, &error);
    if (rubric == NULL && (error.kind != ERROR_RUBRIC || error.message[0] == '\0'))
        die("refused without a reason");
    for (size_t i = 0; rubric != NULL && i < rubric->fact_count; i++)
        match_all(&rubric->facts[i], bytes, size);
    rubric_done(rubric);
    return 0;
}
