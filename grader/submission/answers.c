/* SPDX-License-Identifier: MIT */
#include "submission/answers.h"

#include "base/messages.h"
#include "base/near.h"
#include "submission/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_answered(const struct question *question) {
    for (int r = 0; r < question->run->np; r++)
        if (question->counts[r] > 0)
            return true;
    return false;
}

/* Why there is nothing to judge; NULL when there is. */
static const char *why_unanswered(const struct sheet *sheet, const struct question *question) {
    struct arena *arena = sheet->arena;
    const char *id = question->run->id;
    if (question->problem != NULL)
        return question->problem;
    if (is_answered(question))
        return NULL;
    if (question->named)
        return arena_printf(arena, _("%s: the question \"%s\" is not answered yet."), sheet->file,
                            id);
    const char *near = near_name(id, sheet->strangers, sheet->stranger_count);
    return near == NULL
               ? arena_printf(arena, _("%s: the question \"%s\" is missing."), sheet->file, id)
               : arena_printf(arena,
                              _("%s: the question \"%s\" is missing. Is \"%.60s\" meant for it? "
                                "Write its name as the handout does."),
                              sheet->file, id, near);
}

static void print_item(FILE *out, enum answer_shape asks, int process, const char *item) {
    switch (asks) {
    case ASKS_NUMBER:
    case ASKS_VALUE:
        (void)fprintf(out, "The answer is %s\n", item);
        break;
    case ASKS_NUMBERS:
        (void)fprintf(out, "Process %d: %s\n", process, item);
        break;
    case ASKS_LISTS:
        (void)fprintf(out, "Process %d runs iteration %s\n", process, item);
        break;
    case ANSWER_SHAPE_COUNT:
        break;
    }
}

static struct stream print_items(struct arena *arena, const struct question *question,
                                 int process) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (out == NULL)
        die("out of memory");
    for (size_t i = 0; i < question->counts[process]; i++)
        print_item(out, question->run->asks, process, question->items[process][i]);
    (void)fclose(out);
    struct stream stream = {
        .head = arena_strndup(arena, text, length), .head_length = length, .tail = ""};
    free(text);
    return stream;
}

static struct capture *capture_of(const struct sheet *sheet, const struct question *question) {
    struct arena *arena = sheet->arena;
    int np = question->run->np;
    struct capture *capture = arena_alloc(arena, sizeof *capture);
    *capture = (struct capture){.case_id = question->run->id,
                                .np = np,
                                .outcome = CASE_FINISHED,
                                .culprit = -1,
                                .launcher_text = "",
                                .unanswered = why_unanswered(sheet, question)};
    capture->ranks = arena_array(arena, (size_t)np, sizeof *capture->ranks);
    for (int r = 0; r < np; r++) {
        struct rank_capture *rank = &capture->ranks[r];
        *rank = (struct rank_capture){.started = true, .ended = true};
        rank->err = rank->out = (struct stream){.head = "", .tail = ""};
        if (capture->unanswered == NULL)
            rank->out = print_items(arena, question, r);
    }
    return capture;
}

static bool is_csv(const char *file) {
    const char *dot = strrchr(file, '.');
    return dot != NULL && strcasecmp(dot, ".csv") == 0;
}

int answers_read(struct arena *arena, const struct rubric *rubric, const char *file,
                 const char *bytes, size_t length, struct answers *ret_answers,
                 struct error *error) {
    static const char mark[] = {'\xef', '\xbb', '\xbf'}; /* with which spreadsheets begin UTF-8 */
    struct sheet *sheet = sheet_new(arena, rubric, file);
    if (length >= sizeof mark && memcmp(bytes, mark, sizeof mark) == 0) {
        bytes += sizeof mark;
        length -= sizeof mark;
    }
    int status = is_csv(file) ? sheet_read_csv(sheet, bytes, length, error)
                              : sheet_read_json(sheet, bytes, length, error);
    if (status != 0)
        return -1;
    struct answers answers = {.touched = sheet->stranger_count > 0};
    answers.captures = arena_array(arena, rubric->case_count, sizeof(struct capture *));
    for (size_t i = 0; i < rubric->case_count; i++) {
        const struct question *question = &sheet->questions[i];
        answers.captures[i] = capture_of(sheet, question);
        answers.touched = answers.touched || question->problem != NULL || is_answered(question);
    }
    *ret_answers = answers;
    return 0;
}
