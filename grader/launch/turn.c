/* SPDX-License-Identifier: MIT */
/* A case that is repeated because the machine may be to blame runs with no other case of this
 * grader beside it.
 *
 * Two locks: the room is shared by those that run side by side and held exclusively by one that
 * runs alone; the turnstile in front of it is passed by all, and the one who waits to be alone
 * stands in it, so that new cases cannot keep it waiting for ever. flock() belongs to an open file,
 * so each turn opens the two nameless files anew: that holds between threads and between forked
 * processes. */
#include "base/files.h"
#include "base/messages.h"
#include "launch/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/mman.h>

int turn_open(int *ret_turnstile, int *ret_room, struct error *error) {
    *ret_turnstile = memfd_create("mpigrade-turnstile", MFD_CLOEXEC);
    *ret_room = memfd_create("mpigrade-room", MFD_CLOEXEC);
    if (*ret_turnstile < 0 || *ret_room < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot make a lock"));
    return 0;
}

/* Opens the file behind a descriptor anew and locks it. */
static int lock_anew(int fd, int operation) {
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int fresh = open(path, O_RDWR | O_CLOEXEC);
    if (fresh < 0)
        return -1;
    while (flock(fresh, operation) < 0)
        if (errno != EINTR) {
            fd_close(&fresh);
            return -1;
        }
    return fresh;
}

/* Closing is not enough while a child that was just forked has a copy. */
static void unlock(int *lock) {
    if (*lock >= 0)
        (void)flock(*lock, LOCK_UN);
    fd_close(lock);
}

int turn_take(const struct launcher *launcher, int np, bool alone, struct turn *ret_turn,
              struct error *error) {
    const int want = alone ? SLOTS_ALL : np;
    *ret_turn = (struct turn){-1, -1};
    int turnstile = lock_anew(launcher->turnstile, LOCK_EX);
    if (turnstile < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot wait for other cases"));
    int status = slots_take(&launcher->slots, want, &ret_turn->slots, error);
    if (status == 0) {
        ret_turn->room = lock_anew(launcher->room, alone ? LOCK_EX : LOCK_SH);
        if (ret_turn->room < 0)
            status = error_set_errno(error, ERROR_FAULT, _("cannot wait for other cases"));
    }
    unlock(&turnstile);
    if (status < 0)
        turn_end(launcher, ret_turn);
    return status;
}

void turn_end(const struct launcher *launcher, struct turn *turn) {
    unlock(&turn->room);
    slots_give(&launcher->slots, &turn->slots);
}
