/* SPDX-License-Identifier: MIT */
#include "batch/worker.h"

#include "base/files.h"
#include "base/messages.h"
#include "batch/digest.h"
#include "batch/normal.h"
#include "grade/grade.h"
#include "report/report.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* ---- messages ---- */

static bool send_message(int socket, enum message_kind kind, const void *bytes, size_t length) {
    const struct message_head head = {(uint32_t)kind, (uint32_t)length};
    return fd_write_all(socket, &head, sizeof head) == 0 &&
           fd_write_all(socket, bytes, length) == 0;
}

void worker_send(int socket, size_t exercise, const char *const *paths, size_t count) {
    BYTES_AUTO body = {.cap = (size_t)1 << 30};
    const uint64_t index = exercise;
    bytes_append(&body, &index, sizeof index);
    for (size_t i = 0; i < count; i++)
        bytes_append(&body, paths[i], strlen(paths[i]) + 1);
    (void)send_message(socket, MESSAGE_WORK, body.data, body.length);
}

const struct message_head *worker_message(const struct bytes *received, const char **ret_bytes) {
    const struct message_head *head = (const void *)received->data;
    if (received->length < sizeof *head || received->length - sizeof *head < head->length)
        return NULL;
    *ret_bytes = received->data + sizeof *head;
    return head;
}

void worker_drop(struct bytes *received) {
    struct message_head head;
    memcpy(&head, received->data, sizeof head);
    size_t taken = sizeof head + head.length;
    if (taken == received->length && taken > 65536) { /* a large report does not stay in memory */
        size_t cap = received->cap;
        bytes_done(received);
        *received = (struct bytes){.cap = cap};
        return;
    }
    memmove(received->data, received->data + taken, received->length - taken);
    received->length -= taken;
}

/* ---- the worker ---- */

struct worker {
    const struct worker_setup *setup;
    int socket;
    size_t exercise; /* of the grader */
    struct grader *grader;
};

static void tell_step(void *context, const char *text) {
    const struct worker *worker = context;
    if (!send_message(worker->socket, MESSAGE_STEP, text, strlen(text)))
        _exit(0); /* the batch is gone */
}

/* References stay with the grader as long as the exercise is the same. */
static struct grader *grader_for(struct worker *worker, size_t exercise) {
    if (worker->grader != NULL && worker->exercise == exercise)
        return worker->grader;
    grader_free(worker->grader);
    worker->exercise = exercise;
    worker->grader =
        grader_new(worker->setup->rubrics[exercise], worker->setup->launcher, tell_step, worker);
    grader_knows_own(worker->grader, worker->setup->own);
    if (worker->setup->cache == NULL)
        grader_remember(worker->grader);
    else
        grader_remember_in(worker->grader, worker->setup->cache);
    return worker->grader;
}

/* So that the batch can list programs that are the same but for names and layout. */
static void tell_source(const struct worker *worker, const char *const *paths, size_t count) {
    ARENA_AUTO arena = arena_new();
    struct error ignored = {0};
    char hex[SHA256_HEX_SIZE] = "";
    char *folder = tree_make(arena, "mpigrade-source", &ignored);
    const struct submission *submission =
        folder == NULL ? NULL
                       : submission_open(arena, worker->setup->rubrics[worker->exercise], paths,
                                         count, folder, &ignored);
    if (submission != NULL && normal_hash_submission(submission, hex, &ignored) == 0 &&
        *hex != '\0')
        (void)send_message(worker->socket, MESSAGE_SOURCE, hex, strlen(hex));
    if (folder != NULL)
        (void)tree_remove(folder, NULL);
}

static void grade(struct worker *worker, size_t exercise, const char *const *paths, size_t count) {
    const struct report_style plain = {0};
    struct error error = {0};
    struct grader *grader = grader_for(worker, exercise);
    json_t *report = grader_grade(grader, paths, count, &error);
    if (report == NULL) /* what the batch found is gone or closed: nobody's work was looked at */
        report = grade_fault(worker->setup->rubrics[exercise], paths, count, &error);
    else
        tell_source(worker, paths, count);
    size_t length;
    json_t *digest = digest_of(report);
    char *small = json_dumps(digest, JSON_COMPACT);
    char *text = report_render(report, REPORT_JSON, &plain, &length);
    json_decref(digest);
    json_decref(report);
    if (small == NULL)
        die("out of memory");
    if (!send_message(worker->socket, MESSAGE_DIGEST, small, strlen(small)) ||
        !send_message(worker->socket, MESSAGE_REPORT, text, length))
        _exit(0);
    free(small);
    free(text);
}

/* False at the end of the socket. */
static bool receive(int socket, struct bytes *received) {
    char block[4096];
    ssize_t got = fd_read(socket, block, sizeof block);
    if (got > 0)
        bytes_append(received, block, (size_t)got);
    return got > 0;
}

static void work(struct worker *worker, const char *bytes, size_t length) {
    ARENA_AUTO arena = arena_new();
    const char **paths = NULL;
    size_t count = 0, capacity = 0;
    uint64_t exercise;
    memcpy(&exercise, bytes, sizeof exercise);
    const char *end = bytes + length;
    for (const char *path = bytes + sizeof exercise; path < end; path += strlen(path) + 1)
        *(const char **)arena_push(arena, &paths, &count, &capacity, sizeof *paths) =
            arena_strdup(arena, path);
    grade(worker, exercise, paths, count);
}

NORETURN static void live(const struct worker_setup *setup, int socket) {
    struct worker worker = {.setup = setup, .socket = socket};
    struct bytes received = {.cap = (size_t)1 << 30};
    while (receive(socket, &received)) {
        const char *bytes;
        for (const struct message_head *head; (head = worker_message(&received, &bytes)) != NULL;) {
            work(&worker, bytes, head->length);
            worker_drop(&received);
        }
    }
    _exit(0);
}

/* Ctrl-C is for the batch, which knows what to do about its workers. */
static void prepare(pid_t parent, const char *folder) {
    sigset_t blocked;
    (void)sigemptyset(&blocked);
    (void)sigaddset(&blocked, SIGINT);
    (void)sigprocmask(SIG_SETMASK, &blocked, NULL);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)prctl(PR_SET_NAME, "mpigrade-worker");
    if (getppid() != parent)
        _exit(0);
    (void)setenv("TMPDIR", folder, 1);
}

int worker_start(const struct worker_setup *setup, const char *folder, pid_t *ret_pid,
                 int *ret_socket, struct error *error) {
    int ends[2];
    pid_t parent = getpid();
    if (folder_make(folder, error) != 0)
        return -1;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot start a worker"));
    (void)fflush(NULL); /* a worker that dies must not write what we wrote */
    pid_t pid = fork();
    if (pid < 0) {
        (void)error_set_errno(error, ERROR_FAULT, _("cannot start a worker"));
        fd_close(&ends[0]);
        fd_close(&ends[1]);
        return -1;
    }
    if (pid == 0) {
        prepare(parent, folder);
        /* Nothing of ours stays open in it but standard streams, its socket and the locks that the
         * launcher needs: the batch's lock and its other workers end with us. */
        (void)close(ends[0]);
        live(setup, ends[1]);
    }
    fd_close(&ends[1]);
    *ret_pid = pid;
    *ret_socket = ends[0];
    return 0;
}
