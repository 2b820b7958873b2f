/* SPDX-License-Identifier: MIT */
/* mpigrade trace: the same as run, with a diagram of what the ranks called. */
#include "cli/cli.h"

#include "base/messages.h"
#include "report/run.h"

enum { KEY_EVENTS = 0x3000, KEY_RANK, ROWS = 60, MOST_ROWS = 1000000 };

static error_t parse(void *context, int key, const char *text, const struct argp_state *state) {
    struct trace_options *options = context;
    if (key == KEY_EVENTS)
        options->rows = options_number(state, text, 1, MOST_ROWS);
    else if (key == KEY_RANK)
        options->rank = (int)options_number(state, text, 0, MOST_ROWS);
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

static void draw(const void *context, struct page *page, const struct capture *capture) {
    if (capture->calls == NULL)
        page_wrap(page, 0, PAGE_DIM, _("The calls of this MPI's programs cannot be watched."));
    else
        trace_text(page, capture->calls, context);
}

int command_trace(struct program *program, int argc, char **argv, struct error *error) {
    struct trace_options options = {.rows = ROWS, .rank = -1};
    const struct argp_option more[] = {
        {"events", KEY_EVENTS, _("NUMBER"), 0,
         _("how many calls to draw at most, the first ones and the last ones (60)"), 0},
        {"rank", KEY_RANK, _("NUMBER"), 0, _("only what this rank takes part in"), 0},
        {0}};
    const struct run_view view = {
        .purpose = _("Run a program and draw who called what, and which message went where."),
        .options = more,
        .parse = parse,
        .draw = draw,
        .context = &options};
    return program_run(program, &view, argc, argv, error);
}
