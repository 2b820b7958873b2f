/* SPDX-License-Identifier: MIT */
/* mpigrade list: the exercises by topic, a line each. */
#include "cli/cli.h"

#include "base/messages.h"
#include "report/page.h"

#include <stdio.h>
#include <string.h>

struct row {
    const char *id, *title, *topic;
};

static error_t parse(int key, char *text, struct argp_state *state) {
    if (key != ARGP_KEY_ARG)
        return ARGP_ERR_UNKNOWN;
    argp_error(state, _("too many arguments: %s"), text);
    return 0;
}

/* Each rubric is loaded for its title alone, and freed with its arena. */
static int read_row(struct program *program, const char *id, struct row *ret_row,
                    struct error *error) {
    ARENA_AUTO arena = arena_new();
    const char *path = exercise_rubric(program, id, error);
    struct rubric *rubric = path == NULL ? NULL : rubric_load(arena, path, error);
    if (rubric == NULL)
        return -1;
    ret_row->id = id;
    ret_row->title = arena_strdup(program->arena, localised_text(&rubric->title));
    ret_row->topic = arena_strdup(program->arena, localised_text(&rubric->topic));
    rubric_done(rubric);
    return 0;
}

/* Topics stand in the order of their first exercise. */
static void print_topic(struct page *page, const struct row *rows, size_t count, size_t first,
                        int column) {
    const char *topic = rows[first].topic;
    for (size_t i = 0; i < first; i++) {
        if (strcmp(rows[i].topic, topic) == 0)
            return; /* printed with that one */
    }
    if (*topic != '\0') {
        page_say(page, PAGE_BOLD, "%s", topic);
        page_end_line(page);
    }
    for (size_t i = first; i < count; i++) {
        if (strcmp(rows[i].topic, topic) != 0)
            continue;
        page_say(page, PAGE_PLAIN, "  %s", rows[i].id);
        page_tab(page, column);
        page_wrap(page, column, PAGE_PLAIN, rows[i].title);
    }
}

int command_list(struct program *program, int argc, char **argv, struct error *error) {
    const struct command_line line = {.parser = parse,
                                      .purpose = _("List the exercises by topic.")};
    options_parse(&line, argc, argv);
    struct exercise_names names;
    if (exercises_list(program, &names, error) != 0)
        return -1;
    struct row *rows = arena_array(program->arena, names.count, sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        if (read_row(program, names.ids[i], &rows[count], error) == 0)
            count++; /* a broken rubric is told at the end and hides no other */
    }
    int column = 0; /* of the titles */
    for (size_t i = 0; i < count; i++)
        column = (int)strlen(rows[i].id) + 4 > column ? (int)strlen(rows[i].id) + 4 : column;
    struct page page = {.out = stdout, .style = &program->out};
    for (size_t i = 0; i < count; i++)
        print_topic(&page, rows, count, i, column);
    return error->kind == ERROR_NONE ? EXIT_STATUS_GOOD : -1;
}
