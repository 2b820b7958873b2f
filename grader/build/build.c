/* SPDX-License-Identifier: MIT */
#include "build/build.h"

#include "base/files.h"
#include "base/messages.h"
#include "build/words.h"

#include <ctype.h>
#include <signal.h>
#include <string.h>
#include <sys/statvfs.h>

enum { DIAGNOSTICS_CAP = 65536 };

struct list {
    const char **items;
    size_t count, capacity;
};

static void add(struct arena *arena, struct list *list, const char *word) {
    *(const char **)arena_push(arena, &list->items, &list->count, &list->capacity,
                               sizeof *list->items) = word;
}

/* How each language is compiled. X(LANGUAGE, tool, standard) */
#define COMPILED(X)                                                                                \
    X(C, TOOL_MPICC, "-std=gnu17")                                                                 \
    X(CXX, TOOL_MPICXX, "-std=gnu++17")

enum launch_tool build_tool(enum language language) {
    static const enum launch_tool tools[LANGUAGE_COUNT] = {
#define X(language, tool, standard) [LANGUAGE_##language] = (tool),
        COMPILED(X)
#undef X
            [LANGUAGE_PYTHON] = TOOL_PYTHON3,
    };
    return tools[language];
}

/* ---- what happened ---- */

/* Without room on the disk every compiler fails, whatever the sources. */
static bool disk_is_full(const char *folder) {
    struct statvfs room;
    return statvfs(folder, &room) == 0 &&
           (room.f_bavail * room.f_frsize < (1 << 20) || (room.f_files > 0 && room.f_favail == 0));
}

/* What compilers, assemblers and linkers say when they meet a limit. X(their words, the limit) */
#define LIMIT_SIGNS(X)                                                                             \
    X("File size limit exceeded", FILE)                                                            \
    X("File too large", FILE)                                                                      \
    X("No space left on device", FILE)                                                             \
    X("out of memory", MEMORY)                                                                     \
    X("memory exhausted", MEMORY)                                                                  \
    X("Cannot allocate memory", MEMORY)                                                            \
    X("std::bad_alloc", MEMORY)                                                                    \
    X("Killed signal terminated program", MEMORY)                                                  \
    X("\nMemoryError", MEMORY)                                                                     \
    X("CPU time limit exceeded", TIME)

enum build_limit { LIMIT_NONE, LIMIT_FILE, LIMIT_MEMORY, LIMIT_TIME };

static enum build_limit limit_met(const struct tool_result *result) {
    if (result->timed_out)
        return LIMIT_TIME;
    if (result->exit_code == 0)
        return LIMIT_NONE;
#define X(words, limit)                                                                            \
    if (strstr(result->output, words) != NULL)                                                     \
        return LIMIT_##limit;
    LIMIT_SIGNS(X)
#undef X
    return result->signal == SIGKILL ? LIMIT_MEMORY : LIMIT_NONE;
}

static const char *limit_text(struct arena *arena, enum build_limit limit,
                              const struct limits *limits) {
    switch (limit) {
    case LIMIT_TIME:
        return arena_printf(arena, _("the compiler ran out of time after %lld s (build_s)"),
                            (long long)limits->build_s);
    case LIMIT_MEMORY:
        return arena_printf(arena, _("the compiler ran out of memory: %lld MiB (build_memory_mb)"),
                            (long long)limits->build_memory_mb);
    case LIMIT_FILE:
        return arena_printf(arena, _("the compiler would write a file of more than %d MiB"),
                            TOOL_FILE_MB);
    case LIMIT_NONE:
        break;
    }
    return NULL;
}

/* The compiler's own temporary files have another name each time: "/tmp/ccAbC123.o". */
static void name_temporaries(char *text) {
    static const char start[] = "/tmp/cc";
    enum { RANDOM = 6 };
    for (char *at = text; (at = strstr(at, start)) != NULL;) {
        at += strlen(start);
        for (int i = 0; i < RANDOM && isalnum((unsigned char)*at); i++)
            *at++ = 'X';
    }
}

static const char *describe(const struct build_request *request, const struct tool_result *result,
                            const char *output, struct arena *arena) {
    char *said = arena_strdup(arena, result->output);
    name_temporaries(said);
    const char *text = without(arena, said, LAUNCH_FOLDER "/");
    text = without(arena, text, TOOL_OUTPUT "/");
    text = without(arena, text, arena_printf(arena, "%s/", request->folder));
    if (output != NULL)
        text = without(arena, text, arena_printf(arena, "%s/", output));
    if (result->dropped > 0)
        text = arena_printf(arena, _("%s\n[%llu more bytes of messages]\n"), text,
                            (unsigned long long)result->dropped);
    return text;
}

/* Runs a tool over the sources and puts what it said into the build. */
static int run_tool(struct launcher *launcher, const struct build_request *request,
                    const char *const *command, const char *output, struct arena *arena,
                    struct build *build, struct error *error) {
    struct tool_request tool = {
        .folder = request->folder,
        .output = output,
        .command = command,
        .limits = request->limits,
        .output_cap = DIAGNOSTICS_CAP,
    };
    struct tool_result result;
    if (launch_tool(launcher, &tool, arena, &result, error) < 0)
        return -1;
    build->ok = !result.timed_out && result.exit_code == 0;
    build->diagnostics = describe(request, &result, output, arena);
    if (!build->ok)
        build->stopped = limit_text(arena, limit_met(&result), &request->limits);
    if (!build->ok && output != NULL && disk_is_full(output))
        return error_set(error, ERROR_FAULT, _("no room to compile in %s"), output);
    if (strstr(result.output, "wrapper compiler was unable to find") != NULL)
        return error_set(error, ERROR_FAULT, _("%s finds no compiler: %s"), command[0],
                         result.output);
    return 0;
}

/* ---- C and C++ ---- */

/* "src/ring.c" gives "ring". */
static const char *program_name(struct arena *arena, const char *source) {
    const char *base = path_base(source);
    const char *dot = strrchr(base, '.');
    size_t length = dot == NULL ? strlen(base) : (size_t)(dot - base);
    return length == 0 ? "program" : arena_strndup(arena, base, length);
}

static const char *const *compiler_command(const struct build_request *request, struct arena *arena,
                                           const char *compiler, const char *standard,
                                           const char *target) {
    struct list words = {0};
    const char *const fixed[] = {compiler, standard, "-O1", "-g", "-Wall"};
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        add(arena, &words, fixed[i]);
    for (size_t i = 0; request->flags != NULL && request->flags[i] != NULL; i++)
        add(arena, &words, request->flags[i]);
    for (size_t i = 0; i < request->define_count; i++)
        add(arena, &words,
            arena_printf(arena, "-D%s=%lld", request->defines[i].name,
                         (long long)request->defines[i].value));
    add(arena, &words, "-o");
    add(arena, &words, target);
    for (size_t i = 0; i < request->source_count; i++)
        add(arena, &words, request->sources[i]);
    add(arena, &words, "-lm");
    add(arena, &words, NULL);
    return words.items;
}

static int compile(struct launcher *launcher, const struct build_request *request,
                   enum launch_tool tool, const char *standard, struct arena *arena,
                   struct build *build, struct error *error) {
    const char *compiler = launcher_find(launcher, tool, error);
    const char *output = compiler == NULL ? NULL : tree_make(arena, "mpigrade-build", error);
    if (output == NULL)
        return -1;
    const char *name = program_name(arena, request->sources[0]);
    build->temporary = build->folder = output;
    build->program = path_join(arena, output, name);
    build->command =
        command_line(arena, compiler_command(request, arena, path_base(compiler), standard, name));
    const char **argv = arena_array(arena, 2, sizeof *argv);
    argv[0] = path_join(arena, LAUNCH_FOLDER, name);
    build->argv = argv;
    return run_tool(
        launcher, request,
        compiler_command(request, arena, compiler, standard, path_join(arena, TOOL_OUTPUT, name)),
        output, arena, build, error);
}

/* ---- Python ---- */

/* Compiles in memory, so that no byte code is written, and prints the error as Python words it. */
static const char check_script[] =
    "import sys, traceback\n"
    "name = sys.argv[1]\n"
    "try:\n"
    "    with open(name, 'rb') as source:\n"
    "        compile(source.read(), name, 'exec', dont_inherit=True)\n"
    "except (SyntaxError, ValueError) as error:\n"
    "    sys.exit(''.join(traceback.format_exception_only(type(error), error)).rstrip())\n";

static int check_python(struct launcher *launcher, const struct build_request *request,
                        struct arena *arena, struct build *build, struct error *error) {
    const char *python = launcher_find(launcher, TOOL_PYTHON3, error);
    if (python == NULL)
        return -1;
    const char **argv = arena_array(arena, 3, sizeof *argv);
    argv[0] = python;
    argv[1] = path_join(arena, LAUNCH_FOLDER, request->sources[0]);
    build->argv = argv;
    build->folder = request->folder;
    build->command =
        command_line(arena, (const char *const[]){"python3", request->sources[0], NULL});
    const char *const command[] = {python, "-B", "-c", check_script, request->sources[0], NULL};
    return run_tool(launcher, request, command, NULL, arena, build, error);
}

/* ---- all ---- */

int build_program(struct launcher *launcher, const struct build_request *request,
                  struct arena *arena, struct build *ret_build, struct error *error) {
    struct build build = {.diagnostics = ""};
    int result = -1;
    switch (request->language) {
#define X(language, tool, standard)                                                                \
    case LANGUAGE_##language:                                                                      \
        result = compile(launcher, request, tool, standard, arena, &build, error);                 \
        break;
        COMPILED(X)
#undef X
    case LANGUAGE_PYTHON:
        result = check_python(launcher, request, arena, &build, error);
        break;
    case LANGUAGE_COUNT:
        break;
    }
    if (result < 0)
        build_done(&build);
    else
        *ret_build = build;
    return result;
}

void build_done(struct build *build) {
    if (build->temporary != NULL)
        (void)tree_remove(build->temporary, NULL); /* what stays behind is no reason to fail */
    build->temporary = NULL;
}
