/* SPDX-License-Identifier: MIT */
/* mpigrade doctor: what grading needs and what of it works here. */
#include "cli/cli.h"

#include "base/messages.h"
#include "launch/launch.h"
#include "report/page.h"

#include <stdio.h>

static error_t parse(int key, char *text, struct argp_state *state) {
    if (key != ARGP_KEY_ARG)
        return ARGP_ERR_UNKNOWN;
    argp_error(state, _("too many arguments: %s"), text);
    return 0;
}

static void print_probe(struct page *page, const struct probe *probe) {
    page_say(page, probe->works ? PAGE_GOOD : PAGE_BAD, "%s",
             probe->works ? page_choose(page, "✓", "ok") : page_choose(page, "✗", "x"));
    page_tab(page, 3);
    page_say(page, PAGE_BOLD, "%s", probe->name);
    page_tab(page, 22);
    page_wrap(page, 22, PAGE_PLAIN, probe->text == NULL ? "" : probe->text);
    if (probe->advice != NULL)
        page_wrap(page, 22, PAGE_PLAIN, probe->advice);
}

/* The exercises are ours to find; all the rest is tried by launch. */
static struct probe probe_exercises(struct program *program) {
    struct exercise_names names;
    struct error error = {0};
    struct probe probe = {.name = _("exercises"), .works = true, .needed = true};
    if (exercises_list(program, &names, &error) == 0) {
        probe.text = arena_printf(program->arena, _("%zu in %s"), names.count, program->data);
        return probe;
    }
    probe.works = false;
    probe.text = arena_strdup(program->arena, error.message);
    probe.advice = arena_strdup(program->arena, error.advice);
    return probe;
}

int command_doctor(struct program *program, int argc, char **argv, struct error *error) {
    (void)error;
    struct launch_arguments launch = {0};
    const struct command_line line = {
        .parser = parse,
        .purpose = _("Say what of MPI, sandbox and limits works on this machine."),
        .details = _("Exit status 3 when grading cannot work."),
        .launch = &launch};
    options_parse(&line, argc, argv);

    struct probe *probes, own = probe_exercises(program);
    size_t count = launch_probe(&launch.launcher, program->arena, &probes);
    struct page page = {.out = stdout, .style = &program->out};
    bool usable = own.works;
    print_probe(&page, &own);
    for (size_t i = 0; i < count; i++) {
        print_probe(&page, &probes[i]);
        usable = usable && (probes[i].works || !probes[i].needed);
    }
    page_end_line(&page);
    page_wrap(&page, 0, usable ? PAGE_GOOD : PAGE_BAD,
              usable ? _("This machine can grade.")
                     : _("This machine cannot grade: see what is marked above."));
    return usable ? EXIT_STATUS_GOOD : EXIT_STATUS_FAULT;
}
