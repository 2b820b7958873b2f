/* SPDX-License-Identifier: MIT */
#include "report/text.h"

#include "base/messages.h"

#include <stdlib.h>
#include <string.h>

/* X(outcome's key, words) */
#define OUTCOME_WORDS(X)                                                                           \
    X("finished", N_("ran to its end"))                                                            \
    X("deadlocked", N_("deadlock"))                                                                \
    X("timed_out", N_("ended by us: it ran too long"))                                             \
    X("crashed", N_("crashed"))                                                                    \
    X("aborted", N_("gave up with an error"))                                                      \
    X("limit_exceeded", N_("ended by us: it went over a limit"))

static const char *outcome_words(const char *key) {
    static const struct {
        const char *key, *words;
    } table[] = {
#define X(key, words) {key, words},
        OUTCOME_WORDS(X)
#undef X
    };
    for (size_t i = 0; key != NULL && i < ARRAY_LEN(table); i++) {
        if (strcmp(table[i].key, key) == 0)
            return _(table[i].words);
    }
    return key == NULL ? "" : key;
}

static bool has_shown_finding(const json_t *report, const char *case_id) {
    size_t i, k;
    json_t *check, *finding;
    json_array_foreach(json_object_get(report, "checks"), i, check) {
        json_array_foreach(json_object_get(check, "findings"), k, finding) {
            const char *id = member_text(finding, "case");
            if (id != NULL && strcmp(id, case_id) == 0)
                return true;
        }
    }
    return false;
}

bool case_looks_right(const json_t *report, const json_t *run) {
    const char *id = member_text(run, "id"), *outcome = member_text(run, "outcome");
    if (json_is_true(json_object_get(run, "right")) || id == NULL || outcome == NULL)
        return true;
    return strcmp(outcome, "finished") == 0 && !has_shown_finding(report, id);
}

const char *case_arguments(struct arena *arena, const json_t *run) {
    const char *text = "", *name;
    json_t *value;
    size_t i;
    json_object_foreach(json_object_get(run, "define"), name, value) text =
        arena_printf(arena, "%s -D%s=%" JSON_INTEGER_FORMAT, text, name, json_integer_value(value));
    json_array_foreach(json_object_get(run, "args"), i, value) text =
        arena_printf(arena, "%s '%s'", text, json_string_value(value));
    return text;
}

const char *case_seed(struct arena *arena, const json_t *run) {
    json_int_t seed = member_integer(run, "perturb", 0);
    return seed == 0 ? "" : arena_printf(arena, _(", with delays (seed %lld)"), (long long)seed);
}

const json_t *case_times(const json_t *report, const char *id) {
    const json_t *cases = json_object_get(json_object_get(report, "timing"), "cases");
    return json_array_get(cases, index_of_id(cases, id));
}

const char *case_ending_words(struct arena *arena, const json_t *run) {
    const char *limit = member_text(run, "limit");
    json_int_t culprit = member_integer(run, "culprit", -1);
    const json_t *rank =
        culprit < 0 ? NULL : json_array_get(json_object_get(run, "ranks"), (size_t)culprit);
    const char *words = outcome_words(member_text(run, "outcome"));
    if (limit != NULL)
        words = arena_printf(arena, "%s (%s)", words, limit);
    const char *signal = member_text(rank, "signal_name");
    int status = (int)member_integer(rank, "exit_code", 0);
    const char *who =
        rank == NULL     ? ""
        : signal != NULL ? arena_printf(arena, _(" (rank %d: signal %s)"), (int)culprit, signal)
        : status != 0 ? arena_printf(arena, _(" (rank %d: exit status %d)"), (int)culprit, status)
                      : arena_printf(arena, _(" (rank %d)"), (int)culprit);
    return arena_printf(arena, "%s%s", words, who);
}

/* ---- the table of iterations ---- */

char *iterations_text(const json_t *list) {
    char *text = NULL;
    size_t size = 0, count = json_array_size(list);
    FILE *out = open_memstream(&text, &size);
    if (out == NULL)
        die("out of memory");
    for (size_t i = 0; i < count;) {
        json_int_t first = json_integer_value(json_array_get(list, i)), last = first;
        size_t next = i + 1;
        while (next < count &&
               (uint64_t)json_integer_value(json_array_get(list, next)) == (uint64_t)last + 1) {
            last++;
            next++;
        }
        if (next - i < 4) {
            last = first;
            next = i + 1;
        }
        (void)fprintf(out, "%s%" JSON_INTEGER_FORMAT, i == 0 ? "" : " ", first);
        if (last != first)
            (void)fprintf(out, "-%" JSON_INTEGER_FORMAT, last);
        i = next;
    }
    (void)fclose(out);
    return text;
}

/* As much as fits into `room` columns, with dots where something is missing; "none" when empty. */
static void put_cell(struct page *page, enum page_style style, const char *text, int room) {
    const char *dots = page_choose(page, "…", "...");
    size_t length = strlen(text);
    if (length == 0) {
        page_put(page, style, _("none"), strlen(_("none")));
    } else if (length <= (size_t)room) { /* digits and blanks: as many columns as bytes */
        page_put(page, style, text, length);
    } else {
        page_put(page, style, text, (size_t)room - 3);
        page_put(page, style, dots, strlen(dots));
    }
}

enum { TABLE_INDENT = 4, RANK_COLUMN = 14, LEAST_ROOM = 8 };

static int column_room(const json_t *lists) {
    size_t i;
    json_t *list;
    int widest = 10;
    json_array_foreach(lists, i, list) {
        char *text = iterations_text(list);
        int width = strlen(text) > 1000 ? 1000 : (int)strlen(text);
        widest = width > widest ? width : widest;
        free(text);
    }
    return widest;
}

static void put_row(struct page *page, size_t rank, const json_t *expected, const json_t *got,
                    const int *rooms) {
    char *wanted = iterations_text(expected), *found = iterations_text(got);
    bool same = json_equal(expected, got);
    page_tab(page, TABLE_INDENT);
    page_say(page, PAGE_PLAIN, _("rank %zu"), rank);
    page_tab(page, RANK_COLUMN);
    put_cell(page, PAGE_PLAIN, wanted, rooms[0]);
    page_tab(page, RANK_COLUMN + rooms[0] + 2);
    put_cell(page, same ? PAGE_GOOD : PAGE_BAD, found, rooms[1]);
    page_tab(page, RANK_COLUMN + rooms[0] + rooms[1] + 4);
    page_say(page, same ? PAGE_GOOD : PAGE_BAD, "%s",
             same ? page_choose(page, "✓", "ok") : page_choose(page, "✗", "x"));
    page_end_line(page);
    free(wanted);
    free(found);
}

static void put_table(struct page *page, const json_t *expected, const json_t *got) {
    int room = (page->style->width - RANK_COLUMN - 6) / 2;
    int rooms[2] = {column_room(expected), column_room(got)};
    for (int i = 0; i < 2; i++) {
        rooms[i] = rooms[i] > room ? room : rooms[i];
        rooms[i] = rooms[i] < LEAST_ROOM ? LEAST_ROOM : rooms[i];
    }
    page_tab(page, RANK_COLUMN);
    page_say(page, PAGE_DIM, "%s", _("expected"));
    page_tab(page, RANK_COLUMN + rooms[0] + 2);
    page_say(page, PAGE_DIM, "%s", _("found"));
    page_end_line(page);
    for (size_t rank = 0; rank < json_array_size(expected); rank++)
        put_row(page, rank, json_array_get(expected, rank), json_array_get(got, rank), rooms);
}

/* ---- what was printed ---- */

/* The last lines of what a failed rank wrote to stderr: there the reason stands. */
static void put_last_words(struct page *page, const json_t *run) {
    enum { LINES = 5 };
    json_int_t culprit = member_integer(run, "culprit", -1);
    const json_t *rank =
        culprit < 0 ? NULL : json_array_get(json_object_get(run, "ranks"), (size_t)culprit);
    const char *text = member_text(rank, "stderr");
    size_t length = member_length(rank, "stderr"), start = length;
    if (text == NULL)
        return;
    for (int lines = 0; start > 0; start--) {
        if (text[start - 1] == '\n' && start < length && ++lines == LINES)
            break;
    }
    page_lines(page, TABLE_INDENT, (int)culprit, text + start, length - start, LINES);
}

bool report_is_answers(const json_t *report) {
    const char *language = member_text(json_object_get(report, "submission"), "language");
    return language != NULL && strcmp(language, "answers") == 0;
}

/* A run with its arguments and its ending; a question has neither. */
static void put_heading(struct page *page, const json_t *report, const json_t *run) {
    ARENA_AUTO arena = arena_new();
    if (report_is_answers(report)) {
        page_say(page, PAGE_BOLD, "%s", member_text(run, "id"));
    } else {
        page_say(page, PAGE_BOLD, "np %d", (int)member_integer(run, "np", 0));
        page_say(page, PAGE_PLAIN, "%s%s", case_arguments(arena, run), case_seed(arena, run));
        page_tab(page, RANK_COLUMN);
        page_say(page, PAGE_PLAIN, "%s", case_ending_words(arena, run));
    }
    page_end_line(page);
}

static void put_case(struct page *page, const json_t *report, const json_t *run) {
    bool right = case_looks_right(report, run), verbose = page->style->verbose;
    const json_t *assignment = json_object_get(run, "assignment");
    const json_t *deadlock = json_object_get(run, "deadlock");
    const json_t *expected = json_object_get(assignment, "expected");
    const json_t *got = json_object_get(assignment, "got");
    page_say(page, right ? PAGE_GOOD : PAGE_BAD, "%s",
             right ? page_choose(page, "✓", "ok") : page_choose(page, "✗", "x"));
    page_tab(page, 3);
    put_heading(page, report, run);
    if (json_is_array(expected) && json_is_array(got) &&
        (verbose || (!right && !json_equal(expected, got))))
        put_table(page, expected, got);
    page_lines(page, TABLE_INDENT, PAGE_ANY_RANK, member_text(deadlock, "picture"),
               member_length(deadlock, "picture"), 40);
    if (verbose)
        text_output(page, TABLE_INDENT, run);
    else if (!right)
        put_last_words(page, run);
}

/* A repetition with delays is of interest when it alone goes wrong. */
void text_cases(struct page *page, const json_t *report) {
    size_t i;
    json_t *run;
    bool right = true; /* the case that is repeated */
    json_array_foreach(json_object_get(report, "cases"), i, run) {
        bool again = member_integer(run, "perturb", 0) != 0, here = case_looks_right(report, run);
        if (!again || page->style->verbose || (right && !here))
            put_case(page, report, run);
        if (!again)
            right = here;
    }
    page_end_line(page);
}
