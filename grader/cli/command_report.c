/* SPDX-License-Identifier: MIT */
/* mpigrade report: what a batch found, or one finished report, in a format of one's choice. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"
#include "gradebook/gradebook.h"
#include "report/read.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEY_STUDENT = 0x4000, KEY_EXERCISE, KEY_BOM };

struct arguments {
    const char *path, *format, *output, *student, *exercise;
    bool bom;
    struct view_arguments view;
};

static error_t parse(int key, char *text, struct argp_state *state) {
    struct arguments *arguments = state->input;
    switch (key) {
    case 'f':
        arguments->format = text;
        return 0;
    case 'o':
        arguments->output = text;
        return 0;
    case KEY_STUDENT:
        arguments->student = text;
        return 0;
    case KEY_EXERCISE:
        arguments->exercise = text;
        return 0;
    case KEY_BOM:
        arguments->bom = true;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num > 0)
            argp_error(state, _("too many arguments: %s"), text);
        arguments->path = text;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, _("which batch, or which report?"));
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void read_arguments(struct program *program, struct arguments *arguments, int argc,
                           char **argv) {
    const struct argp_option options[] = {
        {"format", 'f', _("FORMAT"), 0,
         _("one of those below; by default that of the file's suffix, else text"), 0},
        {"output", 'o', _("FILE"), 0,
         _("write to FILE; - is standard output. A folder gets a page of the class, and one of "
           "each student and report"),
         0},
        {"student", KEY_STUDENT, _("NAME"), 0,
         _("only this student: by name, e-mail, login or number; as text with all reports"), 0},
        {"exercise", KEY_EXERCISE, _("EXERCISE"), 0, _("only this exercise"), 0},
        {"bom", KEY_BOM, NULL, 0,
         _("begin the file with a byte order mark, without which Excel misreads letters"), 0},
        {0}};
    const char *formats = "";
#define X(id, name, suffix, purpose)                                                               \
    formats = arena_printf(program->arena, "%s\n  %-9s %s", formats, #name, _(purpose));
    CLASS_FORMATS(X)
#undef X
#define X(id, name, suffix) " " #name
    const char *details = arena_printf(
        program->arena, "%s\n%s\n\n%s%s\n\n%s", _("Formats of a batch:"), formats,
        _("Formats of a single report:"), "" REPORT_FORMATS(X),
        _("Exit status: 0 it was written, whatever the points; 2 there is no such batch or report, "
          "or no such student; 3 it cannot be written."));
#undef X
    const struct command_line line = {
        .options = options,
        .parser = parse,
        .usage = _("OUT|FILE.json"),
        .purpose = _("Write what a batch has found so far (OUT is its folder), or one finished "
                     "report, in another format."),
        .details = details,
        .input = arguments,
        .view = &arguments->view};
    options_parse(&line, argc, argv);
}

/* ---- a single report ---- */

static int wrong_format(const struct arguments *arguments, const char *known, struct error *error) {
    error_set(error, ERROR_USAGE, _("%s cannot be written as %s"), arguments->path,
              arguments->format);
    error_advise(error, _("Its formats are:%s"), known);
    return -1;
}

static int write_file(const struct arguments *arguments, char *text, size_t length,
                      struct error *error) {
    int status = terminal_write(arguments->output, text, length, error);
    free(text);
    return status == 0 ? EXIT_STATUS_GOOD : -1;
}

static int report_one(const struct program *program, const struct arguments *arguments,
                      struct error *error) {
    int format = arguments->format == NULL ? -1 : report_format_find(arguments->format);
#define X(id, name, suffix) " " #name
    if (format < 0 && arguments->format != NULL)
        return wrong_format(arguments, "" REPORT_FORMATS(X), error);
#undef X
    if (arguments->student != NULL || arguments->exercise != NULL)
        return error_set(error, ERROR_USAGE,
                         _("--student and --exercise choose from a batch, and %s is one report"),
                         arguments->path);
    json_auto_t *report = report_read(arguments->path, error);
    if (report == NULL)
        return -1;
    const struct report_style style = options_style(program, &arguments->view, arguments->output);
    size_t length;
    enum report_format chosen = options_choose_format(format, arguments->output, REPORT_TEXT);
    json_auto_t *seen = report_as_seen(report, chosen, &style);
    char *text = report_render(seen, chosen, &style, &length);
    int status = write_file(arguments, text, length, error);
    if (status == EXIT_STATUS_GOOD && terminal_is_output(arguments->output) &&
        github_files_write(seen, chosen, &style, error) != 0)
        return -1;
    return status;
}

/* ---- a batch ---- */

static void add_mark(char **text, size_t *length) {
    static const char mark[] = "\xef\xbb\xbf";
    char *longer = malloc(*length + sizeof mark);
    if (longer == NULL)
        die("out of memory");
    memcpy(longer, mark, sizeof mark - 1);
    memcpy(longer + sizeof mark - 1, *text, *length + 1);
    free(*text);
    *text = longer;
    *length += sizeof mark - 1;
}

/* A folder that is there, or one that is asked for by a / behind its name. */
static bool names_folder(const char *path) {
    size_t length = strlen(path);
    return path_is_folder(path) || (length > 0 && path[length - 1] == '/');
}

static int choose_class_format(const struct arguments *arguments, struct error *error) {
    if (arguments->format != NULL) {
        int format = class_format_find(arguments->format);
#define X(id, name, suffix, purpose) " " #name
        return format >= 0 ? format : wrong_format(arguments, "" CLASS_FORMATS(X), error);
#undef X
    }
    if (terminal_is_output(arguments->output))
        return CLASS_TEXT;
    int format = class_format_of_path(arguments->output);
    return format >= 0 ? format : names_folder(arguments->output) ? CLASS_HTML : CLASS_TEXT;
}

/* ---- a folder of pages ---- */

struct pages_progress {
    int64_t began_us, told_us;
};

/* Only who waits at a terminal is told, and only when it takes long. */
static void tell_progress(void *context, size_t done, size_t total) {
    enum { LONG_US = 1000000, OFTEN_US = 100000 };
    struct pages_progress *progress = context;
    const int64_t now = monotonic_us();
    if (now - progress->began_us < LONG_US || (done < total && now - progress->told_us < OFTEN_US))
        return;
    progress->told_us = now;
    (void)fputc('\r', stderr);
    (void)fprintf(stderr, _("pages: %zu of %zu"), done, total);
    if (done == total)
        (void)fputs("\r\033[K", stderr);
}

static int write_pages(const struct arguments *arguments, const struct report_style *style,
                       const struct gradebook *book, struct store *store, struct error *error) {
    struct pages_progress progress = {.began_us = monotonic_us()};
    const struct class_pages ask = {.folder = arguments->output,
                                    .style = style,
                                    .whole =
                                        arguments->student == NULL && arguments->exercise == NULL,
                                    .progress = isatty(STDERR_FILENO) == 1 ? tell_progress : NULL,
                                    .context = &progress};
    return class_pages_write(book, store, &ask, error) == 0 ? EXIT_STATUS_GOOD : -1;
}

/* FILE.html is the class's page alone; any other name that is not a file's is a folder of pages. */
static bool is_for_pages(const char *output) {
    return !terminal_is_output(output) && !path_is_file(output) &&
           (names_folder(output) || class_format_of_path(output) < 0);
}

/* The pages of a class are for those who teach it, unless they ask for the students' view. */
static struct report_style class_style(const struct program *program,
                                       const struct arguments *arguments, int format) {
    struct report_style style = options_style(program, &arguments->view, arguments->output);
    if (format == CLASS_HTML && style.view == REPORT_VIEW_BY_FORMAT)
        style.view = REPORT_VIEW_ASSISTANT;
    return style;
}

static int report_class(const struct program *program, const struct arguments *arguments,
                        struct store *store, struct error *error) {
    int format = choose_class_format(arguments, error);
    const struct book_options options = {.student = arguments->student,
                                         .exercise = arguments->exercise,
                                         .data = program->data,
                                         .marks = format == CLASS_HTML};
    const struct gradebook *book =
        format < 0 ? NULL : gradebook_load(program->arena, store, &options, error);
    if (book == NULL)
        return -1;
    const struct report_style style = class_style(program, arguments, format);
    if (format == CLASS_HTML && is_for_pages(arguments->output))
        return write_pages(arguments, &style, book, store, error);
    size_t length;
    char *text = format == CLASS_TEXT && arguments->student != NULL
                     ? class_student(book, store, &style, &length, error)
                     : class_render(book, (enum class_format)format, &style, &length);
    if (text == NULL)
        return -1;
    if (arguments->bom)
        add_mark(&text, &length);
    return write_file(arguments, text, length, error);
}

int command_report(struct program *program, int argc, char **argv, struct error *error) {
    struct arguments arguments = {0};
    read_arguments(program, &arguments, argc, argv);
    if (!path_is_folder(arguments.path))
        return report_one(program, &arguments, error);
    struct store *store = store_open(arguments.path, STORE_READ, error);
    if (store == NULL)
        return -1;
    int status = report_class(program, &arguments, store, error);
    store_close(store);
    return status;
}
