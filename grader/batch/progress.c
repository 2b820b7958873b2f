/* SPDX-License-Identifier: MIT */
#include "batch/progress.h"

#include "base/messages.h"
#include "base/process.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { DRAW_US = 200000, BAR = 20 };

/* ---- the bar ---- */

/* Puts as much of a text as fits into the line. */
static void put_cut(struct page *page, enum page_style style, const char *text) {
    size_t length = strlen(text), taken = 0;
    int left = page->style->width - 1 - page->column;
    while (taken < length) {
        uint32_t character;
        size_t size = utf8_decode(text + taken, length - taken, &character);
        left -= page_width(page, text + taken, size);
        if (left < 0)
            break;
        taken += size;
    }
    if (taken > 0)
        page_put(page, style, text, taken);
}

static void put_times(struct page *page, enum page_style style, const char *sign, int64_t times) {
    char text[4 * BAR + 1] = "";
    for (char *end = text; times > 0; times--)
        end = stpcpy(end, sign);
    put_cut(page, style, text);
}

/* "3 min", "40 s". */
static void put_time_left(struct page *page, const struct progress *progress) {
    int64_t elapsed = monotonic_us() - progress->started_us;
    char text[96];
    if (progress->done == 0 || elapsed <= 0)
        return;
    double rate = (double)progress->done * 1e6 / (double)elapsed;
    int64_t left = (int64_t)((double)(progress->total - progress->done) / rate);
    (void)snprintf(text, sizeof text,
                   left >= 120 ? _("  %.1f/s, %lld min left") : _("  %.1f/s, %lld s left"), rate,
                   (long long)(left >= 120 ? left / 60 : left));
    put_cut(page, PAGE_PLAIN, text);
}

static void put_tally(struct page *page, enum page_style style, const char *sign, int64_t count) {
    char text[48];
    if (count == 0)
        return;
    (void)snprintf(text, sizeof text, "  %s %lld", sign, (long long)count);
    put_cut(page, style, text);
}

/* What runs now: as many as fit, in full. */
static void put_workers(struct page *page, const struct progress *progress) {
    for (size_t i = 0; i < PROGRESS_WORKERS; i++) {
        char text[256];
        if (!progress->workers[i].busy)
            continue;
        (void)snprintf(text, sizeof text, "  %s %s", progress->workers[i].who,
                       progress->workers[i].step);
        if (page_width(page, text, strlen(text)) > page->style->width - 1 - page->column)
            return;
        put_cut(page, PAGE_DIM, text);
    }
}

static void draw(struct progress *progress) {
    char *line = NULL, text[64];
    size_t length = 0;
    FILE *out = open_memstream(&line, &length);
    if (out == NULL)
        die("out of memory");
    struct page page = {.out = out, .style = progress->style};
    int64_t filled = progress->total == 0 ? BAR : progress->done * BAR / progress->total;
    put_times(&page, PAGE_GOOD, page_choose(&page, "━", "#"), filled);
    put_times(&page, PAGE_DIM, page_choose(&page, "─", "-"), BAR - filled);
    (void)snprintf(text, sizeof text, " %lld/%lld", (long long)progress->done,
                   (long long)progress->total);
    put_cut(&page, PAGE_BOLD, text);
    put_time_left(&page, progress);
    put_tally(&page, PAGE_GOOD, page_choose(&page, "✓", "+"), progress->full);
    put_tally(&page, PAGE_SO_SO, page_choose(&page, "◐", "~"), progress->lost);
    put_tally(&page, PAGE_BAD, page_choose(&page, "✗", "x"), progress->not_gradable);
    put_tally(&page, PAGE_BAD, page_choose(&page, "⚠", "!"), progress->faults);
    put_workers(&page, progress);
    (void)fclose(out);
    (void)fprintf(progress->out, "\r\033[K%s", line);
    (void)fflush(progress->out);
    free(line);
    progress->drawn_us = monotonic_us();
}

static void clear(const struct progress *progress) {
    if (progress->mode == PROGRESS_BAR)
        (void)fputs("\r\033[K", progress->out);
}

/* ---- lines ---- */

static void put_result(struct page *page, const struct progress_result *result) {
    if (result->max < 0)
        page_say(page, PAGE_BAD, _("fault of the grader: %s"), result->reason);
    else if (result->reason != NULL)
        page_say(page, PAGE_BAD, _("not gradable: %s"), result->reason);
    else
        page_say(page, result->points == result->max ? PAGE_GOOD : PAGE_SO_SO, "%g / %g",
                 (double)result->points / 1000, (double)result->max / 1000);
    if (result->shared)
        page_say(page, PAGE_DIM, _("  equal to another"));
    else
        page_say(page, PAGE_DIM, "  %.1f s", (double)result->wall_us / 1e6);
    page_end_line(page);
}

static void put_line(const struct progress *progress, const struct progress_result *result) {
    struct page page = {.out = progress->out, .style = progress->style};
    page_say(&page, PAGE_DIM, "[%lld/%lld] ", (long long)progress->done,
             (long long)progress->total);
    page_say(&page, PAGE_PLAIN, "%s  %s  ", result->work->student, result->work->exercise_id);
    put_result(&page, result);
    (void)fflush(progress->out);
}

/* ---- all of them ---- */

void progress_start(struct progress *progress, int64_t total, int64_t known, int workers,
                    int slots) {
    progress->total = total;
    progress->started_us = monotonic_us();
    if (progress->mode == PROGRESS_EVENTS)
        events_start(progress, known, workers, slots);
    if (progress->mode != PROGRESS_BAR && progress->mode != PROGRESS_LINES)
        return;
    struct page page = {.out = progress->out, .style = progress->style};
    page_say(&page, PAGE_PLAIN, _("%lld to grade, %lld known from before; %d ranks at a time"),
             (long long)total, (long long)known, slots);
    page_end_line(&page);
}

void progress_work(struct progress *progress, size_t worker, const struct store_work *work) {
    if (progress->mode == PROGRESS_EVENTS)
        events_work(progress, work);
    if (worker >= PROGRESS_WORKERS)
        return;
    progress->workers[worker].busy = true;
    progress->workers[worker].step[0] = '\0';
    (void)snprintf(progress->workers[worker].who, sizeof progress->workers[worker].who, "%s/%s",
                   work->student, work->exercise_id);
}

void progress_step(struct progress *progress, size_t worker, const char *text, size_t length) {
    if (worker < PROGRESS_WORKERS)
        (void)snprintf(progress->workers[worker].step, sizeof progress->workers[worker].step,
                       "%.*s", (int)length, text);
}

void progress_retry(struct progress *progress, const struct store_work *work, const char *reason) {
    if (progress->mode == PROGRESS_EVENTS)
        events_retry(progress, work, reason);
    if (progress->mode != PROGRESS_BAR && progress->mode != PROGRESS_LINES)
        return;
    struct page page = {.out = progress->out, .style = progress->style};
    clear(progress);
    page_say(&page, PAGE_SO_SO, _("%s  %s  once more: %s"), work->student, work->exercise_id,
             reason);
    page_end_line(&page);
}

static void count(struct progress *progress, const struct progress_result *result) {
    progress->done++;
    progress->shared += result->shared;
    if (result->max < 0)
        progress->faults++;
    else if (result->reason != NULL)
        progress->not_gradable++;
    else if (result->points == result->max)
        progress->full++;
    else
        progress->lost++;
}

void progress_result(struct progress *progress, size_t worker,
                     const struct progress_result *result) {
    count(progress, result);
    if (worker < PROGRESS_WORKERS)
        progress->workers[worker].busy = false;
    if (progress->mode == PROGRESS_EVENTS)
        events_result(progress, result);
    else if (progress->mode == PROGRESS_LINES ||
             (progress->mode == PROGRESS_BAR && result->max < 0)) {
        clear(progress);
        put_line(progress, result);
    }
}

void progress_say(struct progress *progress, const char *text) {
    if (progress->mode != PROGRESS_BAR && progress->mode != PROGRESS_LINES)
        return;
    struct page page = {.out = progress->out, .style = progress->style};
    clear(progress);
    page_wrap(&page, 0, PAGE_PLAIN, text);
    (void)fflush(progress->out);
}

void progress_tick(struct progress *progress) {
    if (progress->mode == PROGRESS_BAR && monotonic_us() - progress->drawn_us >= DRAW_US)
        draw(progress);
}

void progress_end(struct progress *progress, const char *ended) {
    clear(progress);
    if (progress->mode == PROGRESS_EVENTS)
        events_end(progress, ended);
    (void)fflush(progress->out);
}
