/* SPDX-License-Identifier: MIT */
#include "gradebook/gradebook.h"

#include "base/messages.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *amount_text(int64_t amount, char ret_text[AMOUNT_SIZE]) {
    ret_text[0] = '\0';
    if (amount < 0)
        return ret_text;
    (void)snprintf(ret_text, AMOUNT_SIZE, "%" PRId64 ".%03d", amount / 1000, (int)(amount % 1000));
    size_t length = strlen(ret_text);
    while (ret_text[length - 1] == '0')
        length--;
    length -= ret_text[length - 1] == '.';
    ret_text[length] = '\0';
    return ret_text;
}

/* a * b / c without overflow: what is shown is no more than a file of ours may say. */
static int64_t scaled(int64_t a, int64_t b, int64_t c) {
    int64_t product;
    if (__builtin_mul_overflow(a, b, &product))
        return a / c * b;
    return product / c;
}

static const struct {
    const char *words, *few_words;
} states[] = {
#define X(name, key, words, few_words) [BOOK_##name] = {words, few_words},
    BOOK_STATES(X)
#undef X
};

static const char *translated(const char *text) {
    return *text == '\0' ? "" : _(text);
}

const char *book_state_words(enum book_state state) {
    return translated(states[state].words);
}

const char *book_state_few_words(enum book_state state) {
    return translated(states[state].few_words);
}

int64_t book_percent(int64_t part, int64_t whole) {
    return whole > 0 ? scaled(part, 100000, whole) : 0;
}

int64_t book_share(const struct book_exercise *exercise, const struct book_cell *cell) {
    if (cell->counts < 0)
        return -1;
    return cell->row.max > 0 ? scaled(exercise->weight, cell->counts, cell->row.max) : 0;
}

static void count_total(const struct gradebook *book, struct book_student *student) {
    student->total = 0;
    for (size_t i = 0; i < book->exercise_count && student->total >= 0; i++) {
        int64_t share = book_share(&book->exercises[i], &student->cells[i]);
        student->total = share < 0 ? -1 : student->total + share;
    }
}

static int by_amount(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The middle one, or the mean of the two in the middle. */
static int64_t median_of(int64_t *percents, size_t count) {
    qsort(percents, count, sizeof *percents, by_amount);
    return (percents[(count - 1) / 2] + percents[count / 2]) / 2;
}

static void count_exercise(const struct gradebook *book, size_t index, int64_t *percents) {
    struct book_exercise *exercise = &book->exercises[index];
    int64_t sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < book->student_count; i++) {
        const struct book_cell *cell = &book->students[i].cells[index];
        if (cell->counts < 0 || (cell->state == BOOK_MISSING && !cell->row.overridden))
            continue;
        int64_t percent = book_percent(cell->counts, cell->row.max);
        int64_t bar = percent / 10000;
        exercise->bars[bar < BOOK_BARS ? bar : BOOK_BARS - 1]++;
        exercise->full += cell->counts >= cell->row.max;
        sum += percent;
        percents[count++] = percent;
    }
    exercise->scores = count;
    if (count == 0)
        return;
    exercise->mean = sum / (int64_t)count;
    exercise->median = median_of(percents, count);
}

void book_count(struct gradebook *book) {
    ARENA_AUTO arena = arena_new();
    int64_t *percents = arena_array(arena, book->student_count + 1, sizeof *percents);
    for (size_t i = 0; i < book->exercise_count; i++) {
        count_exercise(book, i, percents);
        book->total_max += book->exercises[i].weight;
    }
    for (size_t i = 0; i < book->student_count; i++)
        count_total(book, &book->students[i]);
}
