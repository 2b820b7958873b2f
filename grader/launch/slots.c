/* SPDX-License-Identifier: MIT */
#include "launch/slots.h"

#include "base/files.h"
#include "base/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_US = 2000 }; /* between two looks of the one in front of the line; a case takes 50 ms */

int slots_open(struct slots *slots, int count, struct error *error) {
    slots->file = memfd_create("mpigrade-slots", MFD_CLOEXEC);
    slots->line = memfd_create("mpigrade-line", MFD_CLOEXEC);
    slots->count = count;
    if (slots->file >= 0 && slots->line >= 0)
        return 0;
    slots_close(slots);
    return error_set_errno(error, ERROR_FAULT, _("cannot make a lock"));
}

void slots_close(struct slots *slots) {
    fd_close(&slots->file);
    fd_close(&slots->line);
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

int slots_take(const struct slots *slots, int want, int *ret_held, struct error *error) {
    *ret_held = -1;
    if (slots->count == 0)
        return 0;
    FD_AUTO line = open_anew(slots->line);
    int held = open_anew(slots->file);
    bool taken[SLOTS_MOST] = {false};
    int left = want < slots->count ? want : slots->count;
    while (line >= 0 && flock(line, LOCK_EX) < 0 && errno == EINTR)
        ;
    while (line >= 0 && held >= 0 && (left -= take_free(held, slots->count, left, taken)) > 0)
        (void)nanosleep(&(struct timespec){.tv_nsec = LOOK_US * 1000L}, NULL);
    if (line < 0 || held < 0) {
        fd_close(&held);
        return error_set_errno(error, ERROR_FAULT, _("cannot wait for other cases"));
    }
    *ret_held = held;
    return 0;
}
