/* SPDX-License-Identifier: MIT */
#include "base/messages.h"
#include "batch/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED = 10 };

/* Lines that are listed up to a number, and then counted. */
struct list {
    FILE *out;
    char *text;
    size_t length;
    int64_t count;
};

struct class {
    struct arena *arena;
    const char *student; /* whose rows are read */
    bool anything;       /* that student handed in */
    struct list nobody, faults, strays;
    int64_t scored, percents; /* sum in 1/1000 % */
};

static void list_open(struct list *list) {
    list->out = open_memstream(&list->text, &list->length);
    if (list->out == NULL)
        die("out of memory");
}

static void list_done(struct list *list) {
    (void)fclose(list->out);
    free(list->text);
}

static void end_student(struct class *class) {
    if (class->student == NULL || class->anything)
        return;
    if (class->nobody.count++ < LISTED)
        (void)fprintf(class->nobody.out, "%s%s", class->nobody.count == 1 ? "" : ", ",
                      class->student);
}

static int see_row(void *context, const struct store_row *row, struct error *error) {
    struct class *class = context;
    (void)error;
    if (class->student == NULL || strcmp(class->student, row->student) != 0) {
        end_student(class);
        class->student = arena_strdup(class->arena, row->student);
        class->anything = false;
    }
    class->anything = class->anything || row->handed_in;
    if (row->handed_in && row->final >= 0 && row->max > 0) {
        class->scored++;
        class->percents += row->final * 100000 / row->max;
    }
    if (row->handed_in && strcmp(row->outcome, "grader_fault") == 0 &&
        class->faults.count++ < LISTED)
        (void)fprintf(class->faults.out, "%s, %s: %s\n", row->student, row->exercise, row->reason);
    return 0;
}

static int see_stray(void *context, const char *path, const char *why, struct error *error) {
    struct class *class = context;
    (void)error;
    if (class->strays.count++ < LISTED)
        (void)fprintf(class->strays.out, "%s: %s\n", path, why);
    return 0;
}

/* A headline, and below it one line for each of the list. */
static void put_list(struct page *page, const char *headline, struct list *list) {
    (void)fflush(list->out);
    if (list->count == 0)
        return;
    page_wrap(page, 0, PAGE_BOLD, headline);
    char *next = NULL;
    for (char *line = strtok_r(list->text, "\n", &next); line != NULL;
         line = strtok_r(NULL, "\n", &next)) {
        page_say(page, PAGE_PLAIN, "  ");
        page_wrap(page, 4, PAGE_PLAIN, line);
    }
    if (list->count > LISTED) {
        page_say(page, PAGE_DIM, _("  and %lld more"), (long long)(list->count - LISTED));
        page_end_line(page);
    }
}

static void put_numbers(struct page *page, const struct store_summary *summary,
                        const struct class *class) {
    char text[256];
    (void)snprintf(text, sizeof text,
                   _("%lld of %lld students handed in: %lld graded, %lld not gradable, %lld faults "
                     "of the grader, %lld waiting."),
                   (long long)summary->handed_in, (long long)summary->students,
                   (long long)summary->graded, (long long)summary->not_gradable,
                   (long long)summary->faults, (long long)summary->waiting);
    page_wrap(page, 0, PAGE_PLAIN, text);
    if (class->scored == 0)
        return;
    page_say(page, PAGE_PLAIN, _("Mean of what was handed in: %.1f %%"),
             (double)class->percents / (double)class->scored / 1000);
    page_end_line(page);
}

static void put_shared(struct page *page, int64_t shared) {
    char text[160];
    if (shared == 0)
        return;
    (void)snprintf(text, sizeof text,
                   _("Equal to another submission, whose result they took: %lld (with --no-share "
                     "each is run)."),
                   (long long)shared);
    page_wrap(page, 0, PAGE_PLAIN, text);
}

static void put_all(struct page *page, const char *output, const struct store_summary *summary,
                    int64_t shared, struct class *class) {
    put_numbers(page, summary, class);
    put_shared(page, shared);
    put_list(page, _("Faults of the grader (mpigrade batch with --rerun faults tries again):"),
             &class->faults);
    put_list(page, _("Handed in nothing:"), &class->nobody);
    put_list(page, _("Could not be attributed to anybody:"), &class->strays);
    page_say(page, PAGE_PLAIN, _("More: mpigrade report %s"), output);
    page_end_line(page);
}

int batch_summary(const char *output, int64_t shared, struct page *page, int64_t *ret_faults,
                  struct error *error) {
    ARENA_AUTO arena = arena_new();
    struct class class = {.arena = arena};
    struct store_summary summary;
    struct store *store = store_open(output, STORE_READ, error);
    if (store == NULL)
        return -1;
    list_open(&class.nobody);
    list_open(&class.faults);
    list_open(&class.strays);
    int status = store_summary(store, arena, &summary, error);
    if (status == 0)
        status = store_each(store, NULL, see_row, &class, error);
    if (status == 0)
        status = store_each_stray(store, see_stray, &class, error);
    end_student(&class);
    if (status == 0 && page != NULL)
        put_all(page, output, &summary, shared, &class);
    *ret_faults = class.faults.count;
    list_done(&class.nobody);
    list_done(&class.faults);
    list_done(&class.strays);
    store_close(store);
    return status;
}
