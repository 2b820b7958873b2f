/* SPDX-License-Identifier: MIT */
#include "batch/match.h"

#include "batch/people.h"
#include "submission/collect.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- words ---- */

static bool is_letter(char c) {
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool begins_word(const char *text, size_t at) {
    char before = text[at - 1], here = text[at];
    return (isdigit((unsigned char)before) != 0) != (isdigit((unsigned char)here) != 0) ||
           (islower((unsigned char)before) && isupper((unsigned char)here));
}

size_t cut_words(const char *text, size_t length, struct word words[WORDS_MOST]) {
    size_t count = 0;
    for (size_t at = 0; at < length && count < WORDS_MOST;) {
        if (!is_letter(text[at]) && !isdigit((unsigned char)text[at])) {
            at++;
            continue;
        }
        size_t to = at + 1;
        while (to < length && (is_letter(text[to]) || isdigit((unsigned char)text[to])) &&
               !begins_word(text, to))
            to++;
        bool touches = count > 0 && words[count - 1].to == at;
        if (touches)
            words[count - 1].touches_after = true;
        words[count++] = (struct word){.from = at,
                                       .to = to,
                                       .is_number = isdigit((unsigned char)text[at]) != 0,
                                       .touches_before = touches};
        at = to;
    }
    return count;
}

bool word_is_marker(const char *text, const struct word *word) {
    static const char *const markers[] = {
        "ej",       "ejer",      "ejercicio", "ex",      "exercise",   "exercises", "p",
        "practica", "problem",   "problema",  "pattern", "patron",     "task",      "tarea",
        "hw",       "homework",  "lab",       "a",       "assignment", "pregunta",  "q",
        "question", "actividad", "entrega",   "e",       "program",    "programa",  "mpi"};
    size_t length = word->to - word->from;
    for (size_t i = 0; i < ARRAY_LEN(markers); i++)
        if (strlen(markers[i]) == length && strncasecmp(text + word->from, markers[i], length) == 0)
            return true;
    return false;
}

/* ---- one name against one exercise ---- */

/* Words i to j of a text, folded and joined, numbers without zeros in front: how names are
 * compared. */
static const char *join(struct arena *arena, const char *text, const struct word *words, size_t i,
                        size_t j) {
    const char *joined = "";
    for (; i < j; i++) {
        size_t from = words[i].from;
        while (words[i].is_number && from + 1 < words[i].to && text[from] == '0')
            from++;
        joined =
            arena_printf(arena, "%s%s", joined, fold_name(arena, text + from, words[i].to - from));
    }
    return joined;
}

struct named {
    const char *text;
    size_t length;
    struct word words[WORDS_MOST];
    size_t word_count;
};

static struct named name_cut(const char *text, size_t length) {
    struct named named = {.text = text, .length = length};
    named.word_count = cut_words(text, length, named.words);
    return named;
}

/* Notes a better match of the same exercise. */
static void better(struct match *match, size_t strength, const struct named *name, size_t i,
                   size_t j) {
    if (strength <= match->strength)
        return;
    match->strength = strength;
    match->from = name->words[i].from;
    match->to = name->words[j - 1].to;
}

/* A number is an exercise's when it stands alone, or behind "ej", "lab" … */
static bool number_counts(const struct named *name, size_t i) {
    const struct word *word = &name->words[i];
    if (!word->is_number || word->touches_after || word->to - word->from > 3)
        return false;
    return !word->touches_before || word_is_marker(name->text, &name->words[i - 1]);
}

static void match_numbers(const struct named *name, const struct named *id, struct match *match) {
    if (id->word_count == 0 || !id->words[0].is_number)
        return;
    long wanted = strtol(id->text + id->words[0].from, NULL, 10);
    for (size_t i = 0; i < name->word_count; i++) {
        if (number_counts(name, i) && strtol(name->text + name->words[i].from, NULL, 10) == wanted)
            better(match, MATCH_NUMBER, name, name->words[i].touches_before ? i - 1 : i, i + 1);
    }
}

/* Whether `joined` is what the id's words from `first` begin with, up to the end of a word;
 * *ret_all: all of them. */
static bool begins_id(struct arena *arena, const struct named *id, size_t first, const char *joined,
                      bool *ret_all) {
    size_t to = first + 1;
    while (to <= id->word_count && strcmp(join(arena, id->text, id->words, first, to), joined) != 0)
        to++;
    *ret_all = to == id->word_count;
    return to <= id->word_count;
}

static void match_words(struct arena *arena, const struct named *name, const struct named *id,
                        struct match *match) {
    size_t bare = id->word_count > 1 && id->words[0].is_number ? 1 : 0;
    for (size_t i = 0; i < name->word_count; i++) {
        for (size_t j = i + 1; j <= name->word_count; j++) {
            const char *joined = join(arena, name->text, name->words, i, j);
            size_t length = strlen(joined);
            bool all = false;
            for (size_t first = 0; first <= bare; first++) {
                if (length < 2 || !begins_id(arena, id, first, joined, &all))
                    continue;
                if (all)
                    better(match, MATCH_WORDS + length, name, i, j);
                else if (first == bare && length >= 4)
                    better(match, MATCH_BEGIN + length, name, i, j);
                else if (first == 0 && j - i > 1)
                    better(match, MATCH_BEGIN + length, name, i, j);
            }
        }
    }
}

static void match_patterns(const struct course_exercise *exercise, const struct named *name,
                           const char *text, struct match *match) {
    size_t strength = 0;
    for (size_t i = 0; i < exercise->name_count; i++)
        if (fnmatch(exercise->names[i], text, FNM_CASEFOLD) == 0)
            strength = MATCH_COURSE;
    for (size_t i = 0; strength == 0 && exercise->usual != NULL && exercise->usual[i] != NULL; i++)
        if (strcasecmp(exercise->usual[i], text) == 0)
            strength = MATCH_USUAL;
    if (strength > match->strength) {
        match->strength = strength;
        match->from = 0;
        match->to = name->length;
    }
}

/* ---- one name against the course ---- */

/* An exercise whose id begins the ids of its variants is meant before them. */
static bool is_variant(const char *variant, const char *id) {
    size_t length = strlen(id);
    return strncmp(variant, id, length) == 0 && variant[length] == '-';
}

static void choose(const struct course *course, struct match *best, const struct match *match) {
    if (match->strength == 0 || match->strength < best->strength)
        return;
    if (match->strength > best->strength) {
        *best = *match;
        return;
    }
    long one = best->exercise == MATCH_SEVERAL ? best->one : best->exercise;
    const char *old = course->exercises[one].id, *new = course->exercises[match->exercise].id;
    if (is_variant(new, old))
        return;
    if (best->exercise != MATCH_SEVERAL && is_variant(old, new)) {
        *best = *match;
        return;
    }
    best->exercise = MATCH_SEVERAL;
    best->one = one;
    best->other = match->exercise;
}

struct match match_name(const struct course *course, const char *name, size_t length) {
    enum { LENGTH_MOST = 255 };
    struct match best = {.exercise = MATCH_NONE};
    if (length > LENGTH_MOST)
        return best;
    ARENA_AUTO arena = arena_new(); /* much is joined and compared, nothing is kept */
    const char *text = arena_strndup(arena, name, length);
    struct named whole = {.text = text, .length = length};
    struct named stem = name_cut(text, stem_length(text));
    for (size_t i = 0; i < course->exercise_count; i++) {
        const struct course_exercise *exercise = &course->exercises[i];
        struct named id = name_cut(exercise->id, strlen(exercise->id));
        struct match match = {.exercise = (long)i};
        match_numbers(&stem, &id, &match);
        match_words(arena, &stem, &id, &match);
        match_patterns(exercise, &whole, text, &match);
        choose(course, &best, &match);
    }
    return best;
}

struct match match_path(const struct course *course, const char *path) {
    struct match best = {.exercise = course->exercise_count == 1 ? 0 : MATCH_NONE}, several = best;
    for (const char *name = path; course->exercise_count > 1 && *name != '\0';) {
        size_t length = strcspn(name, "/");
        struct match match = match_name(course, name, length);
        if (match.exercise >= 0 && match.strength >= best.strength)
            best = match;
        else if (match.exercise == MATCH_SEVERAL)
            several = match;
        name += length;
        name += *name == '/';
    }
    return best.exercise == MATCH_NONE ? several : best;
}

bool match_is_whole(const char *name, size_t length, const struct match *match) {
    struct word words[WORDS_MOST];
    size_t count = cut_words(name, length, words);
    for (size_t i = 0; i < count; i++)
        if ((words[i].to <= match->from || words[i].from >= match->to) &&
            !word_is_marker(name, &words[i]))
            return false;
    return match->exercise != MATCH_NONE;
}

/* ---- stems ---- */

size_t stem_length(const char *name) {
    const char *dot = strrchr(name, '.');
    if (dot == NULL || dot == name)
        return strlen(name);
    size_t length = (size_t)(dot - name);
    if (length > 4 && archive_suffix(name) && strncasecmp(name + length - 4, ".tar", 4) == 0)
        length -= 4;
    return length;
}

/* The number whose digits end at *at, which then is where they begin; -1 when there is none. */
static int number_before(const char *text, size_t *at) {
    size_t from = *at;
    while (from > 0 && *at - from < 4 && isdigit((unsigned char)text[from - 1]))
        from--;
    if (from == *at)
        return -1;
    *at = from;
    return (int)strtol(text + from, NULL, 10);
}

int cut_attempt(const char *stem, size_t *length) {
    size_t at = *length;
    int number;
    if (at > 3 && stem[at - 1] == ')') { /* "ring (1)": the second of that name */
        at--;
        number = number_before(stem, &at);
        if (number < 0 || at < 2 || stem[at - 1] != '(')
            return 1;
        at--;
        number++;
    } else {
        number = number_before(stem, &at);
        if (number < 1 || at < 3 || strchr("vV", stem[at - 1]) == NULL ||
            strchr("_- .", stem[at - 2]) == NULL)
            return 1;
        at -= 2;
    }
    while (at > 1 && strchr(" _-", stem[at - 1]) != NULL)
        at--;
    *length = at;
    return number;
}
