/* SPDX-License-Identifier: MIT */
#include "grade/fingerprint.h"

#include "base/sha256.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void fingerprint_begin(struct fingerprint *print) {
    *print = (struct fingerprint){.known = true};
    print->out = open_memstream(&print->text, &print->length);
    if (print->out == NULL)
        die("out of memory");
}

void fingerprint_text(struct fingerprint *print, const char *name, const char *text) {
    if (text == NULL)
        (void)fprintf(print->out, "%s -\n", name);
    else
        (void)fprintf(print->out, "%s %zu:%s\n", name, strlen(text), text);
}

void fingerprint_list(struct fingerprint *print, const char *name, const char *const *list) {
    for (size_t i = 0; list != NULL && list[i] != NULL; i++)
        fingerprint_text(print, name, list[i]);
    (void)fprintf(print->out, "%s end\n", name);
}

void fingerprint_number(struct fingerprint *print, const char *name, int64_t number) {
    (void)fprintf(print->out, "%s %lld\n", name, (long long)number);
}

void fingerprint_file(struct fingerprint *print, const char *name, const char *path) {
    char hex[SHA256_HEX_SIZE];
    struct error ignored = {0};
    if (sha256_file(path, hex, &ignored) == 0)
        fingerprint_text(print, name, hex);
    else
        print->known = false;
}

void fingerprint_tool(struct fingerprint *print, const char *path) {
    struct stat status;
    if (path == NULL || stat(path, &status) != 0) {
        print->known = false;
        return;
    }
    fingerprint_text(print, "tool", path);
    (void)fprintf(print->out, "%lld %lld.%09ld\n", (long long)status.st_size,
                  (long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

const char *fingerprint_own(struct arena *arena, const char *agent, const char *library) {
    struct fingerprint print;
    fingerprint_begin(&print);
    fingerprint_file(&print, "self", "/proc/self/exe");
    fingerprint_file(&print, "agent", agent);
    if (library != NULL)
        fingerprint_file(&print, "library", library);
    return fingerprint_end(&print, arena);
}

void fingerprint_program(struct fingerprint *print, const struct submission *program) {
    fingerprint_text(print, "language", language_key(program->language));
    for (size_t i = 0; i < program->source_count; i++)
        fingerprint_text(print, "source", program->sources[i]);
    for (size_t i = 0; i < program->file_count; i++) {
        fingerprint_text(print, "file", program->files[i].path);
        fingerprint_text(print, "content", program->files[i].sha256);
    }
}

static void add_case(struct fingerprint *print, const struct rubric_case *run) {
    fingerprint_text(print, "case", run->id);
    (void)fprintf(print->out, "np %d sends %d sleep %a\n", run->np, (int)run->sends,
                  run->sleep_scale);
    fingerprint_list(print, "argument", run->args);
    fingerprint_text(print, "input", run->input);
    for (size_t i = 0; i < run->define_count; i++) {
        fingerprint_text(print, "define", run->defines[i].name);
        (void)fprintf(print->out, "%lld\n", (long long)run->defines[i].value);
    }
}

void fingerprint_rubric(struct fingerprint *print, const struct rubric *rubric) {
    fingerprint_text(print, "rubric", rubric->sha256);
    fingerprint_list(print, "flag", rubric->build_flags);
    for (size_t i = 0; i < rubric->case_count; i++)
        add_case(print, &rubric->cases[i]);
        /* The command line may have changed these. */
#define X(name, normal, least, most, meaning)                                                      \
    fingerprint_number(print, "limit " #name, rubric->limits.name);
    LIMITS(X)
#undef X
}

const char *fingerprint_end(struct fingerprint *print, struct arena *arena) {
    if (fclose(print->out) != 0)
        die("out of memory");
    char hex[SHA256_HEX_SIZE];
    sha256_hex(print->text, print->length, hex);
    free(print->text);
    return print->known ? arena_strdup(arena, hex) : NULL;
}
