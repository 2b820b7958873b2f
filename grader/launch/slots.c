/* SPDX-License-Identifier: MIT */
#include "launch/slots.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    LOOK_MS =
        100, /* between two looks of the one in front of the line: who is killed rings no bell */
    EACH_CORE = 12, /* docs/performance.md says why */
    EACH_CORE_LEAST = 2,
    LOOKS = 9, /* at what else the machine does */
    BETWEEN_US = 5000,
};

int slots_open(struct slots *slots, int count, struct error *error) {
    slots->file = memfd_create("mpigrade-slots", MFD_CLOEXEC);
    slots->line = memfd_create("mpigrade-line", MFD_CLOEXEC);
    slots->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    slots->count = count;
    if (slots->file >= 0 && slots->line >= 0 && slots->bell >= 0)
        return 0;
    slots_close(slots);
    return error_set_errno(error, ERROR_FAULT, _("cannot make a lock"));
}

void slots_close(struct slots *slots) {
    fd_close(&slots->file);
    fd_close(&slots->line);
    fd_close(&slots->bell);
    slots->count = 0;
}

/* The file behind a descriptor, opened anew: its locks are its own. */
static int open_anew(int fd) {
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return open(path, O_RDWR | O_CLOEXEC);
}

static bool take_one(int held, int slot) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = slot, .l_len = 1};
    return fcntl(held, F_OFD_SETLK, &lock) == 0;
}

/* Takes what is free, up to `want`; `taken` says which are ours already. How many that were. */
static int take_free(int held, int count, int want, bool *taken) {
    int got = 0;
    for (int i = 0; i < count && got < want; i++) {
        if (!taken[i] && take_one(held, i)) {
            taken[i] = true;
            got++;
        }
    }
    return got;
}

/* Waits until it rings. What was rung before is heard, too, and costs one look in vain. */
static void hear(int bell) {
    uint64_t rung;
    (void)fd_ready(bell, LOOK_MS);
    (void)!read(bell, &rung, sizeof rung);
}

int slots_cores(void) {
    cpu_set_t allowed;
    return sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 1;
}

/* How many of them may be used: a number in the file, which nobody has written at first. */
static int width_of(const struct slots *slots) {
    int width;
    return pread(slots->file, &width, sizeof width, 0) == (ssize_t)sizeof width ? width
                                                                                : slots->count;
}

void slots_narrow(const struct slots *slots) {
    const int least = EACH_CORE_LEAST * slots_cores();
    const int half = width_of(slots) / 2;
    if (slots->count > 0 && half >= least)
        (void)!pwrite(slots->file, &half, sizeof half, 0);
}

int slots_take(const struct slots *slots, int want, int *ret_held, struct error *error) {
    const int count = want == SLOTS_ALL ? slots->count : width_of(slots);
    *ret_held = -1;
    if (slots->count == 0)
        return 0;
    FD_AUTO line = open_anew(slots->line);
    int held = open_anew(slots->file);
    bool taken[SLOTS_MOST] = {false};
    int left = want < count ? want : count;
    while (line >= 0 && flock(line, LOCK_EX) < 0 && errno == EINTR)
        ;
    while (line >= 0 && held >= 0 && (left -= take_free(held, count, left, taken)) > 0)
        hear(slots->bell);
    if (line >= 0)
        (void)flock(line, LOCK_UN);
    if (line < 0 || held < 0) {
        fd_close(&held);
        return error_set_errno(error, ERROR_FAULT, _("cannot wait for other cases"));
    }
    *ret_held = held;
    return 0;
}

void slots_give(const struct slots *slots, int *held) {
    const uint64_t one = 1;
    struct flock all = {.l_type = F_UNLCK, .l_whence = SEEK_SET};
    if (*held < 0)
        return;
    /* Closing is not enough while a child that was just forked has a copy. */
    (void)fcntl(*held, F_OFD_SETLK, &all);
    fd_close(held);
    (void)!write(slots->bell, &one, sizeof one);
}

/* Those that run or want to at this moment, but for ourselves. */
static int others_at_work(void) {
    char text[128];
    int running;
    FD_AUTO fd = open("/proc/loadavg", O_RDONLY | O_CLOEXEC);
    ssize_t length = fd < 0 ? -1 : fd_read(fd, text, sizeof text - 1);
    if (length <= 0)
        return 0;
    text[length] = '\0';
    return sscanf(text, "%*s %*s %*s %d/", &running) == 1 && running > 1 ? running - 1 : 0;
}

/* Looks several times, unless nobody is there: whoever is seen in most of them stays. What has just
 * ended, and what wakes for a moment, must not halve the slots of a whole class. */
static int others_that_stay(void) {
    int seen[LOOKS], count = 0;
    while (count < LOOKS) {
        int now = others_at_work(), at = count;
        if (now == 0 && count == 0)
            return 0;
        for (; at > 0 && seen[at - 1] > now; at--)
            seen[at] = seen[at - 1];
        seen[at] = now;
        if (++count < LOOKS)
            (void)usleep(BETWEEN_US);
    }
    return seen[LOOKS / 2];
}

int slots_sensible(void) {
    const int free = slots_cores() - others_that_stay();
    const int slots = EACH_CORE * (free < 1 ? 1 : free);
    return slots < SLOTS_MOST / 2 ? slots : SLOTS_MOST / 2;
}
