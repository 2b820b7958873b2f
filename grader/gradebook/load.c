/* SPDX-License-Identifier: MIT */
/* From the store to the book. */
#include "gradebook/gradebook.h"

#include "base/messages.h"
#include "base/near.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct loader {
    struct arena *arena;
    struct gradebook *book;
    const struct book_options *options;
    size_t marked; /* the student whose marks come now */
};

const char *book_state_key(enum book_state state) {
    static const char *const keys[] = {
#define X(name, key, ...) [BOOK_##name] = (key),
        BOOK_STATES(X)
#undef X
    };
    return keys[state];
}

/* What is stored in a way that we do not know has no score. */
static enum book_state state_of(const struct store_row *row) {
    if (!row->handed_in)
        return BOOK_MISSING;
    for (int i = 0; i < BOOK_STATE_COUNT; i++) {
        if (row->outcome != NULL && strcmp(row->outcome, book_state_key((enum book_state)i)) == 0)
            return (enum book_state)i;
    }
    return BOOK_FAULT;
}

/* ---- rows ---- */

static bool same_name(const char *a, const char *b) {
    return a != NULL && b != NULL && strcasecmp(a, b) == 0;
}

static struct book_student *student_of(const struct loader *loader, const struct store_row *row) {
    struct gradebook *book = loader->book;
    struct book_student *last =
        book->student_count == 0 ? NULL : &book->students[book->student_count - 1];
    if (last != NULL && strcmp(last->key, row->student) == 0)
        return last;
    struct book_student *made = arena_push(loader->arena, &book->students, &book->student_count,
                                           &book->student_room, sizeof *book->students);
    *made = (struct book_student){.key = arena_strdup(loader->arena, row->student),
                                  .name = arena_strdup(loader->arena, row->name),
                                  .email = arena_strdup(loader->arena, row->email),
                                  .number = arena_strdup(loader->arena, row->number),
                                  .login = arena_strdup(loader->arena, row->login),
                                  .section = arena_strdup(loader->arena, row->section),
                                  .folder = arena_strdup(loader->arena, row->folder),
                                  .in_roster = row->in_roster};
    return made;
}

/* Every student has the exercises in the same order; the first one's make the list. */
static void add_exercise(const struct loader *loader, const struct store_row *row) {
    struct gradebook *book = loader->book;
    struct book_exercise *made = arena_push(loader->arena, &book->exercises, &book->exercise_count,
                                            &book->exercise_room, sizeof *book->exercises);
    *made = (struct book_exercise){.id = arena_strdup(loader->arena, row->exercise),
                                   .title = arena_strdup(loader->arena, row->exercise_title),
                                   .weight = row->weight,
                                   .max = row->max,
                                   .due = row->due};
}

static void add_cell(const struct loader *loader, const struct book_student *student,
                     const struct store_row *row) {
    struct gradebook *book = loader->book;
    struct book_cell *cell = arena_push(loader->arena, &book->cells, &book->cell_count,
                                        &book->cell_room, sizeof *book->cells);
    cell->row = *row;
    cell->row.student = student->key;
    cell->row.name = student->name;
    cell->row.email = student->email;
    cell->row.number = student->number;
    cell->row.login = student->login;
    cell->row.section = student->section;
    cell->row.exercise = cell->row.exercise_title = NULL; /* in the book's list */
    cell->row.path = arena_strdup(loader->arena, row->path);
    cell->row.reason = arena_strdup(loader->arena, row->reason);
    cell->row.override_reason = arena_strdup(loader->arena, row->override_reason);
    cell->row.report = arena_strdup(loader->arena, row->report);
    cell->row.source_hash = arena_strdup(loader->arena, row->source_hash);
    cell->state = state_of(row);
    cell->row.outcome = book_state_key(cell->state);
    if (row->overridden)
        cell->counts = row->override_points;
    else if (cell->state == BOOK_FAULT || cell->state == BOOK_WAITING)
        cell->counts = -1;
    else
        cell->counts = cell->state == BOOK_MISSING || row->final < 0 ? 0 : row->final;
}

static int take_row(void *context, const struct store_row *row, struct error *error) {
    const struct loader *loader = context;
    const struct gradebook *book = loader->book;
    const char *wanted = loader->options->exercise;
    if (wanted != NULL && strcmp(wanted, row->exercise) != 0)
        return 0;
    const struct book_student *student = student_of(loader, row);
    size_t index = book->student_count == 1 || book->exercise_count == 0
                       ? book->exercise_count
                       : book->cell_count % book->exercise_count;
    if (index == book->exercise_count)
        add_exercise(loader, row);
    else if (row->max >
             book->exercises[index].max) /* a result of an earlier rubric may have less */
        book->exercises[index].max = row->max;
    if (strcmp(book->exercises[index].id, row->exercise) != 0)
        return error_set(error, ERROR_FAULT, _("the store's table of results has gaps"));
    add_cell(loader, student, row);
    return 0;
}

/* ---- what the class has in common ---- */

static bool is_wanted(const struct loader *loader, const char *exercise) {
    return loader->options->exercise == NULL || strcmp(loader->options->exercise, exercise) == 0;
}

static int take_check(void *context, const struct store_check *row, struct error *error) {
    (void)error;
    const struct loader *loader = context;
    struct gradebook *book = loader->book;
    if (!is_wanted(loader, row->exercise))
        return 0;
    struct store_check *made = arena_push(loader->arena, &book->checks, &book->check_count,
                                          &book->check_room, sizeof *made);
    *made = *row;
    made->exercise = arena_strdup(loader->arena, row->exercise);
    made->check = arena_strdup(loader->arena, row->check);
    made->title = arena_strdup(loader->arena, row->title);
    made->visibility = arena_strdup(loader->arena, row->visibility);
    return 0;
}

static enum book_mark mark_of(const char *status) {
    static const char *const keys[] = {[MARK_NONE] = "",
#define X(name, key) [MARK_##name] = (key),
                                       BOOK_MARKS(X)
#undef X
    };
    for (int i = 0; i < MARK_COUNT; i++) {
        if (strcmp(status, keys[i]) == 0)
            return (enum book_mark)i;
    }
    return MARK_NONE;
}

/* They come in the order of the students. */
static int take_mark(void *context, const struct store_mark *row, struct error *error) {
    (void)error;
    struct loader *loader = context;
    const struct gradebook *book = loader->book;
    while (loader->marked < book->student_count &&
           strcmp(book->students[loader->marked].key, row->student) != 0)
        loader->marked++;
    for (size_t i = 0; loader->marked < book->student_count && i < book->check_count; i++) {
        if (book->checks[i].id == row->check)
            book->marks[loader->marked * book->check_count + i] = mark_of(row->status);
    }
    return 0;
}

static int take_misconception(void *context, const struct store_misconception *row,
                              struct error *error) {
    (void)error;
    const struct loader *loader = context;
    struct gradebook *book = loader->book;
    if (!is_wanted(loader, row->exercise))
        return 0;
    struct store_misconception *made =
        arena_push(loader->arena, &book->misconceptions, &book->misconception_count,
                   &book->misconception_room, sizeof *made);
    *made = *row;
    made->exercise = arena_strdup(loader->arena, row->exercise);
    made->misconception = arena_strdup(loader->arena, row->misconception);
    made->text = arena_strdup(loader->arena, row->text);
    made->examples = arena_strdup(loader->arena, row->examples);
    return 0;
}

static int take_deadlock(void *context, const struct store_deadlock *row, struct error *error) {
    (void)error;
    const struct loader *loader = context;
    struct gradebook *book = loader->book;
    if (!is_wanted(loader, row->exercise) ||
        (loader->options->student != NULL && strcmp(loader->options->student, row->student) != 0))
        return 0;
    struct store_deadlock *made = arena_push(loader->arena, &book->deadlocks, &book->deadlock_count,
                                             &book->deadlock_room, sizeof *made);
    made->student = arena_strdup(loader->arena, row->student);
    made->exercise = arena_strdup(loader->arena, row->exercise);
    made->case_id = arena_strdup(loader->arena, row->case_id);
    made->text = arena_strdup(loader->arena, row->text);
    return 0;
}

static int take_stray(void *context, const char *path, const char *why, struct error *error) {
    (void)error;
    const struct loader *loader = context;
    struct gradebook *book = loader->book;
    struct book_stray *made = arena_push(loader->arena, &book->strays, &book->stray_count,
                                         &book->stray_room, sizeof *made);
    made->path = arena_strdup(loader->arena, path);
    made->why = arena_strdup(loader->arena, why);
    return 0;
}

/* ---- names ---- */

/* Everybody and every exercise that the store knows. */
struct names {
    struct arena *arena;
    const char *wanted;
    bool exercises;
    const char *found;
    size_t exact, parts; /* how many it names, or is a part of */
    size_t count, capacity;
    const char **list;
};

static void look_at_name(struct names *names, const char *key, const char *name) {
    if (name == NULL)
        return;
    *(const char **)arena_push(names->arena, &names->list, &names->count, &names->capacity,
                               sizeof *names->list) = arena_strdup(names->arena, name);
    bool exact = same_name(name, names->wanted);
    bool part = strcasestr(name, names->wanted) != NULL;
    if (exact && names->exact > 0 && strcmp(names->found, key) == 0)
        return; /* by another name */
    if (!exact && part && names->exact + names->parts > 0 && strcmp(names->found, key) == 0)
        return;
    names->parts += part && !exact;
    names->exact += exact;
    if (exact || (part && names->exact == 0))
        names->found = arena_strdup(names->arena, key);
}

static int take_names(void *context, const struct store_row *row, struct error *error) {
    (void)error;
    struct names *names = context;
    size_t before = names->count;
    if (names->exercises) {
        for (size_t i = 0; i < before; i++) {
            if (strcmp(names->list[i], row->exercise) == 0)
                return 0;
        }
        look_at_name(names, row->exercise, row->exercise);
        return 0;
    }
    if (before > 0 && strcmp(names->list[before - 1], row->student) == 0)
        return 0; /* the same person's next exercise */
    look_at_name(names, row->student, row->name);
    look_at_name(names, row->student, row->email);
    look_at_name(names, row->student, row->login);
    look_at_name(names, row->student, row->number);
    look_at_name(names, row->student, row->student);
    return 0;
}

static int unknown_name(const struct names *names, struct error *error) {
    if (names->exact + names->parts > 1) {
        error_set(error, ERROR_USAGE, _("%s may be several"), names->wanted);
        error_advise(error, _("Give the whole name, the e-mail or the login."));
        return -1;
    }
    const char *near = near_name(names->wanted, names->list, names->count);
    error_set(error, ERROR_USAGE,
              names->exercises ? _("the batch has no exercise %s")
                               : _("the batch has no student %s"),
              names->wanted);
    if (near != NULL)
        error_advise(error, _("Did you mean \"%s\"?"), near);
    else
        error_advise(error, _("mpigrade report without a name shows all."));
    return -1;
}

/* What the store calls whom `*name` names: by any of the names, or by a part of one if that is one
 * person's only. */
static int find_name(struct arena *arena, struct store *store, bool exercises, const char **name,
                     struct error *error) {
    if (*name == NULL)
        return 0;
    struct names names = {.arena = arena, .wanted = *name, .exercises = exercises};
    if (store_each(store, NULL, take_names, &names, error) != 0)
        return -1;
    if (**name == '\0' || !(names.exact == 1 || (names.exact == 0 && names.parts == 1)))
        return unknown_name(&names, error);
    *name = names.found;
    return 0;
}

/* ---- */

static int load_class(struct loader *loader, struct store *store, struct error *error) {
    if (store_each_check(store, take_check, loader, error) != 0 ||
        store_each_misconception(store, take_misconception, loader, error) != 0)
        return -1;
    struct gradebook *book = loader->book;
    if (loader->options->marks) {
        book->marks = arena_array(loader->arena, book->student_count * book->check_count + 1,
                                  sizeof *book->marks);
        if (store_each_mark(store, take_mark, loader, error) != 0)
            return -1;
    }
    return store_each_stray(store, take_stray, loader, error);
}

struct gradebook *gradebook_load(struct arena *arena, struct store *store,
                                 const struct book_options *options, struct error *error) {
    struct book_options found = *options;
    struct gradebook *book = arena_alloc(arena, sizeof *book);
    struct loader loader = {arena, book, &found, 0};
    if (find_name(arena, store, false, &found.student, error) != 0 ||
        find_name(arena, store, true, &found.exercise, error) != 0 ||
        store_summary(store, arena, &book->summary, error) != 0 ||
        store_each(store, found.student, take_row, &loader, error) != 0 ||
        store_each_deadlock(store, take_deadlock, &loader, error) != 0 ||
        (found.student == NULL && load_class(&loader, store, error) != 0))
        return NULL;
    if (book->cell_count != book->student_count * book->exercise_count) {
        error_set(error, ERROR_FAULT, _("the store's table of results has gaps"));
        return NULL;
    }
    for (size_t i = 0; i < book->student_count; i++)
        book->students[i].cells = book->cells + i * book->exercise_count;
    for (size_t i = 0; i < book->cell_count; i++) { /* a fault's report has no points */
        if (book->cells[i].row.max <= 0)
            book->cells[i].row.max = book->exercises[i % book->exercise_count].max;
    }
    book_count(book);
    book_find_copies(arena, book, options->data);
    return book;
}
