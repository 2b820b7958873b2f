/* SPDX-License-Identifier: MIT */
/* render REPORT.json FORMAT VIEW [summary|output]: a stored report in a format, without a grading.
 * VIEW is default, student, assistant, due or published. */
#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct report_style style_of(const char *view) {
    int known = report_view_find(view);
    return (struct report_style){.unicode = true,
                                 .width = 80,
                                 .view =
                                     known < 0 ? REPORT_VIEW_BY_FORMAT : (enum report_view)known,
                                 .after_due = strcmp(view, "due") == 0,
                                 .published = strcmp(view, "published") == 0};
}

int main(int argc, char **argv) {
    json_error_t error;
    json_t *report = argc < 4 ? NULL : json_load_file(argv[1], 0, &error);
    int format = argc < 4 ? -1 : report_format_find(argv[2]);
    if (report == NULL || format < 0) {
        (void)fprintf(stderr, "render REPORT.json FORMAT VIEW [summary|output]\n");
        return EXIT_FAILURE;
    }
    struct report_style style = style_of(argv[3]);
    size_t length = 0;
    char *text = argc == 4 ? report_render(report, (enum report_format)format, &style, &length)
                           : report_github_file(report, (enum report_format)format, &style,
                                                strcmp(argv[4], "summary") == 0 ? GITHUB_SUMMARY
                                                                                : GITHUB_OUTPUT,
                                                (size_t)1 << 20, &length);
    if (text != NULL)
        (void)fwrite(text, 1, length, stdout);
    free(text);
    json_decref(report);
    return EXIT_SUCCESS;
}
