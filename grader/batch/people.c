/* SPDX-License-Identifier: MIT */
#include "batch/people.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* ---- spellings ---- */

/* U+00C0 to U+017F without accents. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
                            "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static uint32_t fold_character(uint32_t c) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 'a';
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return c;
    if (c >= 0xc0 && c < 0x180)
        return latin[c - 0xc0] == ' ' ? 0 : (uint32_t)latin[c - 0xc0];
    bool is_mark = c >= 0x300 && c < 0x370; /* accents of their own, as macOS writes them */
    return c < 0x180 || is_mark || c == UTF8_REPLACEMENT || utf8_is_control(c) ? 0 : c;
}

char *fold_name(struct arena *arena, const char *text, size_t length) {
    /* A character never becomes longer. */
    char *folded = arena_alloc(arena, length + 1), *out = folded;
    for (size_t i = 0; i < length;) {
        uint32_t c;
        i += utf8_decode(text + i, length - i, &c);
        c = fold_character(c);
        if (c != 0)
            out += utf8_encode(c, out);
    }
    return folded;
}

const char *person_key(struct arena *arena, const char *text) {
    enum { MOST = 80 };
    size_t length = strlen(text), used = 0;
    char key[MOST + 4];
    for (size_t i = 0; i < length && used < MOST - 4;) {
        uint32_t c;
        i += utf8_decode(text + i, length - i, &c);
        if (c == '/' || c == '\\')
            c = '-';
        else if (utf8_is_control(c))
            c = '?';
        else if (c == '.' && used == 0)
            c = '_';
        used += utf8_encode(c, key + used);
    }
    while (used > 0 && key[used - 1] == ' ')
        used--;
    return used == 0 ? arena_strdup(arena, "_") : arena_strndup(arena, key, used);
}

/* ---- the table of spellings ---- */

struct spelling {
    const char *folded;
    size_t person;
    bool sure; /* a login, a number, an e-mail: not only a name */
    struct spelling *next;
};

static size_t hash(const char *text) {
    uint64_t h = 14695981039346656037U; /* FNV-1a */
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211U;
    return (size_t)(h ^ h >> 32);
}

static void grow(struct people *people) {
    size_t count = people->bucket_count == 0 ? 1024 : people->bucket_count * 4;
    struct spelling **buckets = arena_array(people->arena, count, sizeof(struct spelling *));
    for (size_t i = 0; i < people->bucket_count; i++) {
        for (struct spelling *one = people->buckets[i], *next; one != NULL; one = next) {
            next = one->next;
            struct spelling **bucket = &buckets[hash(one->folded) % count];
            one->next = *bucket;
            *bucket = one;
        }
    }
    people->buckets = buckets;
    people->bucket_count = count;
}

static void add_folded(struct people *people, size_t person, bool sure, const char *folded) {
    if (*folded == '\0')
        return;
    if (people->spelling_count >= people->bucket_count)
        grow(people);
    struct spelling **bucket = &people->buckets[hash(folded) % people->bucket_count];
    struct spelling *one = arena_alloc(people->arena, sizeof *one);
    *one = (struct spelling){.folded = folded, .person = person, .sure = sure, .next = *bucket};
    *bucket = one;
    people->spelling_count++;
}

static void add_spelling(struct people *people, size_t person, bool sure, const char *text) {
    if (text != NULL)
        add_folded(people, person, sure, fold_name(people->arena, text, strlen(text)));
}

/* "Ana Pérez Gómez" is also written "Pérez Gómez, Ana" and "perezgomezana". */
static void add_name(struct people *people, size_t person, const char *name) {
    enum { WORDS_MOST = 8 };
    const char *words[WORDS_MOST + 1];
    size_t count = 0;
    if (name == NULL)
        return;
    for (const char *at = name + strspn(name, " ,"); *at != '\0' && count < WORDS_MOST;) {
        words[count++] = at;
        at += strcspn(at, " ,");
        at += strspn(at, " ,");
    }
    for (size_t first = 0; first < count; first++) {
        const char *turned =
            arena_printf(people->arena, "%s %.*s", words[first], (int)(words[first] - name), name);
        add_spelling(people, person, false, turned);
    }
}

static void add_spellings(struct people *people, size_t person) {
    const struct student *student = &people->students[person];
    add_spelling(people, person, true, student->key);
    add_spelling(people, person, true, student->login);
    add_spelling(people, person, true, student->number);
    add_spelling(people, person, true, student->email);
    if (student->email != NULL)
        add_folded(people, person, false,
                   fold_name(people->arena, student->email, strcspn(student->email, "@")));
    add_name(people, person, student->name);
}

struct people *people_new(struct arena *arena, const struct course *course) {
    struct people *people = arena_alloc(arena, sizeof *people);
    people->arena = arena;
    for (size_t i = 0; i < course->student_count; i++) {
        *(struct student *)arena_push(arena, &people->students, &people->count, &people->capacity,
                                      sizeof *people->students) = course->students[i];
        add_spellings(people, i);
    }
    people->roster_count = people->count;
    return people;
}

/* ---- finding ---- */

/* The one among the first `limit` people, sure spellings before names. */
static long look_up(const struct people *people, const char *folded, size_t limit) {
    long sure = PERSON_NONE, likely = PERSON_NONE;
    if (people->bucket_count == 0 || *folded == '\0')
        return PERSON_NONE;
    const struct spelling *one = people->buckets[hash(folded) % people->bucket_count];
    for (; one != NULL; one = one->next) {
        if (one->person >= limit || strcmp(one->folded, folded) != 0)
            continue;
        long *best = one->sure ? &sure : &likely;
        *best =
            *best == PERSON_NONE || *best == (long)one->person ? (long)one->person : PERSON_SEVERAL;
    }
    return sure != PERSON_NONE ? sure : likely;
}

long people_known(const struct people *people, const char *text, size_t length) {
    return look_up(people, fold_name(people->arena, text, length), people->roster_count);
}

static bool same(const char *a, const char *b) {
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static long add_person(struct people *people, const struct owner *owner, const char *folded) {
    const char *text = owner->email != NULL ? owner->email : owner->text;
    const char *key = person_key(people->arena, text), *unique = key;
    for (int n = 2;
         look_up(people, fold_name(people->arena, unique, strlen(unique)), SIZE_MAX) != PERSON_NONE;
         n++)
        unique = arena_printf(people->arena, "%s-%d", key, n);
    size_t person = people->count;
    struct student *student = arena_push(people->arena, &people->students, &people->count,
                                         &people->capacity, sizeof *people->students);
    *student = (struct student){.key = unique,
                                .name = person_key(people->arena, owner->text),
                                .email = owner->email,
                                .number = owner->number};
    add_spellings(people, person);
    if (*folded == '\0') /* a name that says nothing: only itself is the same again */
        add_folded(people, person, true, arena_printf(people->arena, "=%s", owner->text));
    return (long)person;
}

static long look_up_text(const struct people *people, const char *text) {
    return text == NULL ? PERSON_NONE
                        : look_up(people, fold_name(people->arena, text, strlen(text)), SIZE_MAX);
}

/* Numbers come after the roster's names: the platform's may by chance be another student's at
 * school. */
long people_find(struct people *people, const struct owner *owner) {
    long person = look_up_text(people, owner->email);
    if (person >= 0)
        return person;
    const char *folded = fold_name(people->arena, owner->text, strlen(owner->text));
    long named = look_up(people, folded, people->roster_count);
    if (named >= 0)
        return named;
    person = look_up_text(people, owner->number);
    if (person >= 0 || named == PERSON_SEVERAL)
        return person >= 0 ? person : named;
    person = *folded != '\0'
                 ? look_up(people, folded, SIZE_MAX)
                 : look_up(people, arena_printf(people->arena, "=%s", owner->text), SIZE_MAX);
    /* Two people of one name whom the platform tells apart are two. */
    if (person >= 0 &&
        (owner->number == NULL || same(owner->number, people->students[person].number)))
        return person;
    return add_person(people, owner, folded);
}
