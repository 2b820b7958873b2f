/* SPDX-License-Identifier: MIT */
/* The exercises that there are: <data>/rubrics/ID.json, with handout and starter files in
 * <data>/exercises/ID. */
#include "cli/cli.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/near.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool has_suffix(const char *name, const char *suffix) {
    size_t length = strlen(name), tail = strlen(suffix);
    return length > tail && strcmp(name + length - tail, suffix) == 0;
}

bool exercise_is_schema(const char *path) {
    return has_suffix(path, ".schema.json");
}

static bool is_rubric_name(const char *name) {
    return name[0] != '.' && has_suffix(name, ".json") && !exercise_is_schema(name);
}

int exercises_list(struct program *program, struct exercise_names *ret_names, struct error *error) {
    struct exercise_names names = {0};
    if (program->data == NULL) {
        error_set(error, ERROR_FAULT, _("the exercises were not found"));
        error_advise(error, _("Set MPIGRADE_DATA to the folder that holds rubrics/."));
        return -1;
    }
    const char *folder = path_join(program->arena, program->data, "rubrics");
    DIR *stream = opendir(folder);
    if (stream == NULL)
        return error_set_errno(error, ERROR_FAULT, _("cannot read the folder %s"), folder);
    for (struct dirent *item; (item = readdir(stream)) != NULL;) {
        if (is_rubric_name(item->d_name))
            *(const char **)arena_push(program->arena, &names.ids, &names.count, &names.capacity,
                                       sizeof *names.ids) =
                arena_strndup(program->arena, item->d_name, strlen(item->d_name) - 5);
    }
    (void)closedir(stream);
    if (names.count > 0)
        qsort(names.ids, names.count, sizeof *names.ids, by_name);
    *ret_names = names;
    return 0;
}

static int ambiguous(struct program *program, const char *text, const struct exercise_names *names,
                     size_t first, struct error *error) {
    const char *list = names->ids[first];
    for (size_t i = first + 1; i < names->count && strncmp(names->ids[i], text, strlen(text)) == 0;
         i++)
        list = arena_printf(program->arena, "%s, %s", list, names->ids[i]);
    return error_set(error, ERROR_USAGE, _("%s may mean several exercises: %s"), text, list);
}

/* The number in front may be missing: "07-ring" is also called "ring". */
static const char *near_id(struct program *program, const char *text,
                           const struct exercise_names *names) {
    const char *near = near_name(text, names->ids, names->count);
    const char **titles = arena_array(program->arena, names->count, sizeof *titles);
    for (size_t i = 0; i < names->count; i++)
        titles[i] = names->ids[i] + strspn(names->ids[i], "0123456789-");
    const char *title = near == NULL ? near_name(text, titles, names->count) : NULL;
    for (size_t i = 0; title != NULL && i < names->count; i++) {
        if (titles[i] == title)
            near = names->ids[i];
    }
    return near;
}

static int unknown(struct program *program, const char *text, const struct exercise_names *names,
                   struct error *error) {
    const char *near = near_id(program, text, names);
    error_set(error, ERROR_USAGE, _("there is no exercise %s"), text);
    if (near != NULL)
        error_advise(error, _("Did you mean \"%s\"? mpigrade list shows all."), near);
    else
        error_advise(error, _("mpigrade list shows all."));
    return -1;
}

/* The names are sorted, so what begins with `text` stands together and the shortest first. An
 * exercise whose id begins the ids of its variants is meant before them. */
static const char *find_id(struct program *program, const char *text, struct error *error) {
    struct exercise_names names;
    if (exercises_list(program, &names, error) != 0)
        return NULL;
    size_t first = 0, length = strlen(text);
    while (first < names.count && strncmp(names.ids[first], text, length) != 0)
        first++;
    if (first == names.count || length == 0) {
        (void)unknown(program, text, &names, error);
        return NULL;
    }
    const char *best = names.ids[first];
    for (size_t i = first + 1; i < names.count && strncmp(names.ids[i], text, length) == 0; i++) {
        if (strncmp(names.ids[i], best, strlen(best)) != 0) {
            (void)ambiguous(program, text, &names, first, error);
            return NULL;
        }
    }
    return best;
}

const char *exercise_rubric(struct program *program, const char *text, struct error *error) {
    if (strchr(text, '/') != NULL || is_rubric_name(text)) {
        if (path_is_file(text))
            return text;
        error_set(error, ERROR_USAGE, _("there is no rubric %s"), text);
        return NULL;
    }
    const char *id = find_id(program, text, error);
    return id == NULL ? NULL
                      : arena_printf(program->arena, "%s/rubrics/%s.json", program->data, id);
}

const char *exercise_folder(struct program *program, const char *text, struct error *error) {
    const char *rubric = exercise_rubric(program, text, error);
    if (rubric == NULL)
        return NULL;
    const char *base = path_base(rubric);
    const char *data = path_join(program->arena, path_folder(program->arena, rubric), "..");
    const char *folder = arena_printf(program->arena, "%s/exercises/%.*s", data,
                                      (int)(strlen(base) - strlen(".json")), base);
    if (path_is_folder(folder))
        return folder;
    error_set(error, ERROR_USAGE, _("the exercise %s has no handout and no starter files"), text);
    return NULL;
}
