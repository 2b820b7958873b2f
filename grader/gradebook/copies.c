/* SPDX-License-Identifier: MIT */
/* Who handed in the same source. Starter files as they were handed out are told apart: to hand them
 * in is no copying. */
#include "gradebook/gradebook.h"

#include "base/files.h"
#include "batch/normal.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

struct handed {
    const char *hash;
    size_t student;
};

static int by_hash(const void *a, const void *b) {
    const struct handed *x = a, *y = b;
    int order = strcmp(x->hash, y->hash);
    return order != 0 ? order : (x->student > y->student) - (x->student < y->student);
}

/* ---- starters ---- */

struct starters {
    size_t count, capacity;
    const char **hashes;
};

static void add_starter(struct arena *arena, const char *path, struct starters *starters) {
    enum { MOST_BYTES = 1 << 20 };
    struct error ignored = {0}; /* a file that cannot be read is nobody's copy */
    struct normal_file file = {.path = path};
    char *bytes, hex[SHA256_HEX_SIZE];
    if (!path_is_file(path) ||
        file_read(arena, path, MOST_BYTES, ERROR_FAULT, &bytes, &file.length, &ignored) != 0)
        return;
    file.bytes = bytes;
    if (normal_hash(&file, 1, hex))
        *(const char **)arena_push(arena, &starters->hashes, &starters->count, &starters->capacity,
                                   sizeof *starters->hashes) = arena_strdup(arena, hex);
}

static void find_starters(struct arena *arena, const char *data, const char *exercise,
                          struct starters *starters) {
    if (data == NULL || strchr(exercise, '/') != NULL)
        return;
    const char *folder = arena_printf(arena, "%s/exercises/%s/starter", data, exercise);
    DIR *stream = opendir(folder);
    if (stream == NULL)
        return;
    for (struct dirent *item; (item = readdir(stream)) != NULL;)
        add_starter(arena, path_join(arena, folder, item->d_name), starters);
    (void)closedir(stream);
}

static bool is_starter(const struct starters *starters, const char *hash) {
    for (size_t i = 0; i < starters->count; i++) {
        if (strcmp(starters->hashes[i], hash) == 0)
            return true;
    }
    return false;
}

/* ---- groups ---- */

static void add_group(struct arena *arena, struct gradebook *book, size_t exercise,
                      const struct handed *handed, size_t count, bool starter) {
    struct book_copies *made = arena_push(arena, &book->copies, &book->copies_count,
                                          &book->copies_room, sizeof *book->copies);
    *made = (struct book_copies){.exercise = exercise,
                                 .starter = starter,
                                 .count = count,
                                 .students = arena_array(arena, count, sizeof *made->students)};
    for (size_t i = 0; i < count; i++)
        made->students[i] = handed[i].student;
}

static int by_first_student(const void *a, const void *b) {
    const struct book_copies *x = a, *y = b;
    return (x->students[0] > y->students[0]) - (x->students[0] < y->students[0]);
}

static void find_in_exercise(struct arena *arena, struct gradebook *book, size_t exercise,
                             const char *data) {
    ARENA_AUTO scratch = arena_new();
    struct handed *handed = arena_array(scratch, book->student_count + 1, sizeof *handed);
    struct starters starters = {0};
    size_t count = 0, before = book->copies_count;
    for (size_t i = 0; i < book->student_count; i++) {
        const char *hash = book->students[i].cells[exercise].row.source_hash;
        if (hash != NULL && *hash != '\0')
            handed[count++] = (struct handed){hash, i};
    }
    qsort(handed, count, sizeof *handed, by_hash);
    find_starters(scratch, data, book->exercises[exercise].id, &starters);
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i + 1; next < count && strcmp(handed[i].hash, handed[next].hash) == 0;)
            next++;
        bool starter = is_starter(&starters, handed[i].hash);
        if (starter || next - i > 1)
            add_group(arena, book, exercise, handed + i, next - i, starter);
    }
    if (book->copies_count > before)
        qsort(book->copies + before, book->copies_count - before, sizeof *book->copies,
              by_first_student);
}

void book_find_copies(struct arena *arena, struct gradebook *book, const char *data) {
    for (size_t i = 0; i < book->exercise_count; i++)
        find_in_exercise(arena, book, i, data);
}
