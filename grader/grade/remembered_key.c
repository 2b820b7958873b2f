/* SPDX-License-Identifier: MIT */
#include "grade/remembered.h"

#include "base/sha256.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

/* Every text is written with its length: no two different lists of texts look the same. */
static void add_text(FILE *out, const char *name, const char *text) {
    if (text == NULL)
        (void)fprintf(out, "%s -\n", name);
    else
        (void)fprintf(out, "%s %zu:%s\n", name, strlen(text), text);
}

static void add_list(FILE *out, const char *name, const char *const *list) {
    for (size_t i = 0; list != NULL && list[i] != NULL; i++)
        add_text(out, name, list[i]);
    (void)fprintf(out, "%s end\n", name);
}

static bool add_file(FILE *out, const char *name, const char *path) {
    char hex[SHA256_HEX_SIZE];
    struct error ignored = {0};
    if (sha256_file(path, hex, &ignored) != 0)
        return false;
    add_text(out, name, hex);
    return true;
}

/* A compiler is large and calls others: its path and date are looked at, not its content. */
static bool add_tool(FILE *out, const char *path) {
    struct stat status;
    if (path == NULL || stat(path, &status) != 0)
        return false;
    add_text(out, "tool", path);
    (void)fprintf(out, "%lld %lld.%09ld\n", (long long)status.st_size,
                  (long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    return true;
}

static void add_program(FILE *out, const struct submission *program) {
    add_text(out, "language", language_key(program->language));
    for (size_t i = 0; i < program->source_count; i++)
        add_text(out, "source", program->sources[i]);
    for (size_t i = 0; i < program->file_count; i++) {
        add_text(out, "file", program->files[i].path);
        add_text(out, "content", program->files[i].sha256);
    }
}

static void add_case(FILE *out, const struct rubric_case *run) {
    add_text(out, "case", run->id);
    (void)fprintf(out, "np %d sends %d sleep %a\n", run->np, (int)run->sends, run->sleep_scale);
    add_list(out, "argument", run->args);
    add_text(out, "input", run->input);
    for (size_t i = 0; i < run->define_count; i++) {
        add_text(out, "define", run->defines[i].name);
        (void)fprintf(out, "%lld\n", (long long)run->defines[i].value);
    }
}

static void add_rubric(FILE *out, const struct rubric *rubric) {
    add_text(out, "rubric", rubric->sha256);
    add_list(out, "flag", rubric->build_flags);
    for (size_t i = 0; i < rubric->case_count; i++)
        add_case(out, &rubric->cases[i]);
        /* The command line may have changed these. */
#define X(name, normal, least, most, meaning)                                                      \
    (void)fprintf(out, "limit " #name " %lld\n", (long long)rubric->limits.name);
    LIMITS(X)
#undef X
}

/* Programs print the machine's name, and home folders may be shared between machines. */
static void add_machine(FILE *out, const struct remembered_origin *origin) {
    struct utsname machine;
    if (uname(&machine) == 0) {
        add_text(out, "host", machine.nodename);
        add_text(out, "machine", machine.machine);
    }
    add_text(out, "mpi", origin->mpi);
    add_text(out, "sandbox", origin->sandbox);
}

static bool add_all(FILE *out, const struct remembered_origin *origin) {
    add_machine(out, origin);
    add_rubric(out, origin->rubric);
    add_program(out, origin->program);
    /* This program's content stands for its version and for the format of what is remembered. */
    return add_tool(out, origin->tool) && add_file(out, "self", "/proc/self/exe") &&
           add_file(out, "agent", origin->agent) &&
           (origin->library == NULL || add_file(out, "library", origin->library));
}

const char *remembered_key(struct arena *arena, const struct remembered_origin *origin) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (out == NULL)
        return NULL;
    bool known = add_all(out, origin);
    known = fclose(out) == 0 && known;
    char hex[SHA256_HEX_SIZE];
    if (known)
        sha256_hex(text, length, hex);
    free(text);
    return known ? arena_strdup(arena, hex) : NULL;
}
