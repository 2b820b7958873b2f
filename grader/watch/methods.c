/* SPDX-License-Identifier: MIT */
/* What a Python program calls, in its own terms. mpi4py's methods are compiled and leave no trace
 * in Python's stack, and reduce() makes no MPI_Reduce; but the records say on which line, and in
 * which column, the call ends that led to MPI, and the script says what stands there. */
#include "watch/finish.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_SCRIPT = 1 << 20, MOST_SCANNED = 1 << 28 /* in all; less than a second */ };

/* How often a method was called, from what it calls: one of `markers` once in every `each`; or,
 * each 0, a communication of its own tag. mpi4py 3.1 and 4. */
struct method {
    const char *name;
    enum watch_call markers[2];
    unsigned each;
};

static const struct method methods[] = {
    {"send", {CALL_Send, CALL_Send}, 1},
    {"ssend", {CALL_Ssend, CALL_Ssend}, 1},
    {"bsend", {CALL_Bsend, CALL_Bsend}, 1},
    {"isend", {CALL_Isend, CALL_Isend}, 1},
    {"issend", {CALL_Issend, CALL_Issend}, 1},
    {"recv", {CALL_Mprobe, CALL_Recv}, 1},
    {"irecv", {CALL_Irecv, CALL_Irecv}, 1},
    {"sendrecv", {CALL_Isend, CALL_Isend}, 1},
    {"barrier", {CALL_Barrier, CALL_Barrier}, 1},
    {"bcast", {CALL_Bcast, CALL_Bcast}, 2},
    {"scatter", {CALL_Scatter, CALL_Scatter}, 1},
    {"gather", {CALL_Gather, CALL_Gather}, 1},
    {"allgather", {CALL_Allgather, CALL_Allgather}, 1},
    {"alltoall", {CALL_Alltoall, CALL_Alltoall}, 1},
    {"allreduce", {CALL_Bcast, CALL_Bcast}, 2},
    {"reduce", {CALL_Send, CALL_Recv}, 0},
    {"scan", {CALL_Sendrecv, CALL_Sendrecv}, 0},
    {"exscan", {CALL_Sendrecv, CALL_Sendrecv}, 0},
};

/* ---- the script ---- */

static const char *read_script(struct arena *arena, const char *folder, const char *name) {
    const char *slash = strrchr(name, '/');
    char *path = arena_printf(arena, "%s/%s", folder, slash ? slash + 1 : name);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat status;
    char *text = NULL;
    if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
        status.st_size < MOST_SCRIPT) {
        text = arena_alloc(arena, (size_t)status.st_size + 1);
        if (read(file, text, (size_t)status.st_size) != status.st_size)
            text = NULL;
    }
    if (file >= 0)
        close(file);
    return text;
}

static const char *script_text(const struct wording *wording, int rank, uint64_t where) {
    const struct file_name *name = index_get(&wording->watch->ranks[rank].files, WHERE_FILE(where));
    if (!name || !wording->script_folder)
        return NULL;
    for (size_t i = 0; i < wording->scripts->count; i++)
        if (strcmp(wording->scripts->names[i], name->text) == 0)
            return wording->scripts->texts[i];
    if (wording->scripts->count == MOST_FILES)
        return NULL;
    const char *text = read_script(wording->arena, wording->script_folder, name->text);
    wording->scripts->names[wording->scripts->count] = name->text;
    wording->scripts->texts[wording->scripts->count++] = text;
    return text;
}

/* The byte behind the call: on which line it ends, and in which column. NULL when not known. */
static const char *end_of_call(const char *text, uint64_t where) {
    for (uint32_t line = WHERE_LINE(where) + WHERE_SPAN(where); line > 1; line--) {
        text = strchr(text, '\n');
        if (!text)
            return NULL;
        text++;
    }
    uint32_t column = WHERE_COLUMN(where);
    return column > 0 && strcspn(text, "\n") >= column ? text + column : NULL;
}

/* From `end`, behind a closing parenthesis, back to the name before the opening one. Parentheses in
 * strings are counted like others: they come in pairs mostly. */
static const char *name_before(struct arena *arena, const char *text, const char *end) {
    int depth = 0;
    const char *at = end;
    do {
        if (at == text)
            return NULL;
        at--;
        depth += *at == ')' || *at == ']' || *at == '}';
        depth -= *at == '(' || *at == '[' || *at == '{';
    } while (depth > 0);
    if (*at != '(')
        return NULL;
    while (at > text && isspace((unsigned char)at[-1]))
        at--;
    const char *last = at;
    while (at > text && (isalnum((unsigned char)at[-1]) || at[-1] == '_'))
        at--;
    return last > at && last - at < 64 ? arena_strndup(arena, at, (size_t)(last - at)) : NULL;
}

static const char *written(const struct wording *wording, int rank, uint64_t where) {
    const char *text = script_text(wording, rank, where);
    if (!text || wording->scripts->scanned > MOST_SCANNED)
        return NULL;
    const char *end = end_of_call(text, where);
    wording->scripts->scanned += 2 * (end ? (size_t)(end - text) : strlen(text));
    return end && end > text ? name_before(wording->arena, text, end) : NULL;
}

/* ---- methods ---- */

static const struct method *method_named(const char *name) {
    for (size_t i = 0; name && i < ARRAY_LEN(methods); i++)
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}

/* Where the text does not tell (other names for methods, Python before 3.11): which method calls
 * this. */
static const struct method *method_calling(enum watch_call call) {
    for (size_t i = 0; i < ARRAY_LEN(methods); i++)
        if (methods[i].each > 0 && (methods[i].markers[0] == call || methods[i].markers[1] == call))
            return &methods[i];
    return NULL;
}

const char *method_called(const struct wording *wording, int rank, uint64_t where) {
    return where & WHERE_PYTHON ? written(wording, rank, where) : NULL;
}

bool method_reduces(const struct wording *wording, int rank, uint64_t where) {
    const char *name = written(wording, rank, where);
    return name && (strcmp(name, "reduce") == 0 || strcmp(name, "allreduce") == 0 ||
                    strcmp(name, "scan") == 0 || strcmp(name, "exscan") == 0);
}

static void count(struct arena *arena, struct rank_calls *calls, size_t *capacity, const char *name,
                  uint64_t times) {
    struct call_total *total = NULL;
    for (size_t i = 0; i < calls->method_count && !total; i++)
        if (strcmp(calls->methods[i].name, name) == 0)
            total = &calls->methods[i];
    if (!total) {
        total = arena_push(arena, &calls->methods, &calls->method_count, capacity, sizeof *total);
        total->name = name;
    }
    total->count += times;
}

/* A site is one MPI call of one place. It counts when it is what tells how often the method was
 * called. */
static void count_site(const struct wording *wording, int rank, const struct site *site,
                       struct rank_calls *calls, size_t *capacity) {
    const char *name = written(wording, rank, site->where), *mpi = name_of(site->call) + 4;
    const struct method *method = method_named(name);
    struct arena *arena = wording->arena;
    if (name && strcmp(name, mpi) == 0) { /* Send, Bcast, Reduce ...: MPI's call itself */
        count(arena, calls, capacity, name, site->count);
        return;
    }
    if (!method && !(name && isupper((unsigned char)name[0])))
        method = method_calling(site->call);
    if (!method)
        return;
    bool marks = method->markers[0] == site->call || method->markers[1] == site->call;
    if (marks && method->each > 0)
        count(arena, calls, capacity, method->name,
              (site->count + method->each - 1) / method->each);
    else if (marks)
        count(arena, calls, capacity, method->name, site->tags);
    else if (method->each == 0 && site->call == CALL_Comm_get_attr) /* alone, or a leaf */
        count(arena, calls, capacity, method->name, 0);
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct call_total *)a)->name, ((const struct call_total *)b)->name);
}

void methods_count(const struct wording *wording, int rank, struct rank_calls *calls) {
    const struct site *site;
    size_t capacity = 0;
    for (size_t i = 0; (site = index_next(&wording->watch->ranks[rank].sites, &i));)
        count_site(wording, rank, site, calls, &capacity);
    for (size_t i = 0; i < calls->method_count; i++)
        if (calls->methods[i].count == 0)
            calls->methods[i].count = 1;
    if (calls->method_count > 1)
        qsort(calls->methods, calls->method_count, sizeof *calls->methods, by_name);
}
