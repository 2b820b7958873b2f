/* SPDX-License-Identifier: MIT */
/* GitHub Actions reads a step's summary and outputs from files, whose paths are in the environment.
 * A summary of more than 1 MiB is refused altogether, so what the step wrote before counts. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { SUMMARY_MOST = 1 << 20 };

static size_t room_in(int fd, enum github_file file) {
    struct stat status;
    if (file == GITHUB_OUTPUT)
        return SIZE_MAX;
    if (fstat(fd, &status) != 0 || status.st_size >= SUMMARY_MOST)
        return 0;
    return (size_t)(SUMMARY_MOST - status.st_size);
}

static int append(const char *variable, const json_t *report, enum report_format format,
                  const struct report_style *style, enum github_file file, struct error *error) {
    const char *path = getenv(variable);
    if (path == NULL || *path == '\0')
        return 0;
    FD_AUTO fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot open %s, which is $%s"), path,
                               variable);
    size_t length = 0;
    char *text = report_github_file(report, format, style, file, room_in(fd, file), &length);
    int status = text == NULL ? 0 : fd_write_all(fd, text, length);
    free(text);
    return status == 0 ? 0 : error_set_errno(error, ERROR_FAULT, _("cannot write %s"), path);
}

int github_files_write(const json_t *report, enum report_format format,
                       const struct report_style *style, struct error *error) {
    if (format != REPORT_GITHUB && format != REPORT_CLASSROOM)
        return 0;
    if (append("GITHUB_STEP_SUMMARY", report, format, style, GITHUB_SUMMARY, error) != 0)
        return -1;
    return append("GITHUB_OUTPUT", report, format, style, GITHUB_OUTPUT, error);
}
