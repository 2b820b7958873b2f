/* SPDX-License-Identifier: MIT */
/* Source lines from the program's debugging information. The program is the student's, so is the
 * information, and libdw was not written for what an enemy makes of it: it reads in a process of
 * its own, with little memory and time. What that process does not answer is "not known". It serves
 * all runs of the program: to copy the grader's memory and to read the information takes longer
 * than all the answers. */
#include "watch/finish.h"

#include <elfutils/libdwfl.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    READER_MB = 512, /* with what the grader itself had when it made the reader */
    READER_CPU_S = 5,
    ANSWER_MS = 10000, /* for one line, on a busy machine */
    READERS_MOST = 6,  /* one after the other, when questions kill them */
    PLACES_MOST = 65536,
};

/* AddressSanitizer needs more memory than can be spared. */
#if defined(__SANITIZE_ADDRESS__)
#define SHADOWED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SHADOWED 1
#endif
#endif
#ifndef SHADOWED
#define SHADOWED 0
#endif

struct answer {
    int line;
    char file[256]; /* "" when not known */
};

struct lines {
    pthread_mutex_t lock; /* of all that follows */
    struct arena *arena;
    const char *program;
    struct index places; /* that were asked for */
    pid_t reader;        /* 0: none */
    int socket;
    int employed; /* so many, up to now */
};

/* ---- the reader ---- */

static int nowhere(Dwfl_Module *module, void **user_data, const char *name, Dwarf_Addr base,
                   const char *file_name, const char *debug_link, GElf_Word crc, char **ret_file) {
    (void)module, (void)user_data, (void)name, (void)base;
    (void)file_name, (void)debug_link, (void)crc, (void)ret_file;
    return -1; /* never look for debugging information in other files */
}

static struct answer find(Dwfl_Module *module, Dwarf_Addr address) {
    struct answer answer = {0};
    Dwfl_Line *line = dwfl_module_getsrc(module, address);
    const char *file = line ? dwfl_lineinfo(line, NULL, &answer.line, NULL, NULL, NULL) : NULL;
    const char *slash = file ? strrchr(file, '/') : NULL;
    if (file)
        strncpy(answer.file, slash ? slash + 1 : file, sizeof answer.file - 1);
    return answer;
}

static void limit(int resource, rlim_t most) {
    (void)setrlimit((__rlimit_resource_t)resource, &(struct rlimit){most, most});
}

/* What may go wrong here goes wrong quietly, and for this process only. */
static void confine(int socket) {
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)dup2(socket, STDIN_FILENO); /* stays when all the grader's are closed */
    (void)close_range(STDIN_FILENO + 1, ~0U, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, READER_CPU_S);
    limit(RLIMIT_FSIZE, 0);
    if (!SHADOWED)
        limit(RLIMIT_DATA, (rlim_t)READER_MB << 20);
}

__attribute__((noreturn)) static void answer_all(const char *program) {
    static const Dwfl_Callbacks callbacks = {.find_debuginfo = nowhere,
                                             .section_address = dwfl_offline_section_address};
    GElf_Addr bias = 0, address;
    Dwfl *dwfl = dwfl_begin(&callbacks);
    Dwfl_Module *module = dwfl ? dwfl_report_offline(dwfl, "program", program, -1) : NULL;
    if (dwfl)
        (void)dwfl_report_end(dwfl, NULL, NULL);
    bool readable = module && dwfl_module_getelf(module, &bias);
    while (recv(STDIN_FILENO, &address, sizeof address, 0) == (ssize_t)sizeof address) {
        struct answer answer = {0};
        if (readable)
            answer = find(module, address + bias);
        if (send(STDIN_FILENO, &answer, sizeof answer, MSG_NOSIGNAL) < 0)
            break;
    }
    _exit(0);
}

/* ---- the grader ---- */

static void dismiss(struct lines *lines) {
    if (lines->reader == 0)
        return;
    (void)kill(lines->reader, SIGKILL);
    while (waitpid(lines->reader, NULL, 0) < 0 && errno == EINTR)
        ;
    (void)close(lines->socket);
    lines->reader = 0;
}

static bool employ(struct lines *lines) {
    int ends[2];
    if (lines->reader != 0)
        return true;
    if (lines->employed == READERS_MOST ||
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    pid_t reader = fork();
    if (reader == 0) {
        confine(ends[1]);
        answer_all(lines->program);
    }
    (void)close(ends[1]);
    if (reader < 0) {
        (void)close(ends[0]);
        return false;
    }
    lines->employed++;
    lines->reader = reader;
    lines->socket = ends[0];
    return true;
}

struct lines *lines_open(const char *program) {
    struct arena *arena = arena_new();
    struct lines *lines = arena_alloc(arena, sizeof *lines);
    *lines = (struct lines){.lock = PTHREAD_MUTEX_INITIALIZER, .arena = arena};
    lines->program = arena_strdup(arena, program);
    if (employ(lines))
        return lines;
    lines_close(lines);
    return NULL;
}

/* Whom a question kills answers no other: so an answer depends on its question alone, not on who
 * asked before. */
static struct place *ask(struct lines *lines, uint64_t address) {
    struct place *place = arena_alloc(lines->arena, sizeof *place);
    struct answer answer = {0};
    if (!employ(lines))
        return place;
    struct pollfd polled = {.fd = lines->socket, .events = POLLIN};
    if (send(lines->socket, &address, sizeof address, MSG_NOSIGNAL) < 0 ||
        poll(&polled, 1, ANSWER_MS) <= 0 ||
        recv(lines->socket, &answer, sizeof answer, MSG_DONTWAIT) != (ssize_t)sizeof answer) {
        dismiss(lines);
        return place;
    }
    answer.file[sizeof answer.file - 1] = '\0';
    if (answer.file[0] != '\0')
        *place =
            (struct place){.file = arena_strdup(lines->arena, answer.file), .line = answer.line};
    return place;
}

struct place lines_find(struct lines *lines, struct arena *arena, uint64_t address) {
    (void)pthread_mutex_lock(&lines->lock);
    struct place *known = index_get(&lines->places, address);
    if (!known) {
        known = ask(lines, address);
        if (lines->places.count < PLACES_MOST)
            index_put(&lines->places, address, known);
    }
    struct place place = *known;
    (void)pthread_mutex_unlock(&lines->lock);
    if (place.file)
        place.file = arena_strdup(arena, place.file);
    return place;
}

void lines_close(struct lines *lines) {
    if (!lines)
        return;
    dismiss(lines);
    index_done(&lines->places);
    (void)pthread_mutex_destroy(&lines->lock);
    arena_free(lines->arena);
}
