/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"
#include "report/page.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A locale that is asked for and not installed (es_PE.UTF-8 on a small system) still says that the
 * terminal understands UTF-8. Only characters follow the locale; numbers are written the same
 * everywhere. */
void terminal_locale(void) {
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    if (setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return;
    const char *name = NULL;
    for (size_t i = 0; i < ARRAY_LEN(variables) && (name == NULL || *name == '\0'); i++)
        name = getenv(variables[i]);
    if (name != NULL && (strcasestr(name, "utf-8") != NULL || strcasestr(name, "utf8") != NULL))
        (void)setlocale(LC_CTYPE, "C.UTF-8");
}

static int terminal_width(int fd) {
    enum { LEAST = 40, NORMAL = 80, MOST = 120 };
    struct winsize size;
    long width = ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    const char *columns = getenv("COLUMNS");
    if (width <= 0 && columns != NULL)
        width = strtol(columns, NULL, 10);
    if (width <= 0)
        return NORMAL;
    return width < LEAST ? LEAST : width > MOST ? MOST : (int)width;
}

struct report_style terminal_style(int fd) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return (struct report_style){
        .colour = isatty(fd) == 1 && (no_color == NULL || *no_color == '\0') && term != NULL &&
                  strcmp(term, "dumb") != 0,
        .unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
        .width = terminal_width(fd),
    };
}

void terminal_complain(const struct program *program, const struct error *error) {
    struct page page = {.out = stderr, .style = &program->err};
    page_say(&page, PAGE_PLAIN, "mpigrade: ");
    page_wrap(&page, 2, PAGE_BOLD, error->message);
    if (*error->advice != '\0')
        page_wrap(&page, 2, PAGE_PLAIN, error->advice);
}

bool terminal_is_output(const char *output) {
    return output == NULL || strcmp(output, "-") == 0;
}

int terminal_write(const char *output, const char *bytes, size_t length, struct error *error) {
    if (!terminal_is_output(output)) {
        int status = file_write(output, bytes, length, error);
        if (status != 0)
            error_advise(error, _("Name another file with -o; - is standard output."));
        return status;
    }
    if (fflush(stdout) != 0 || fd_write_all(STDOUT_FILENO, bytes, length) != 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot write the output"));
    return 0;
}
