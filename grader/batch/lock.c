/* SPDX-License-Identifier: MIT */
/* A record lock of fcntl(2): it belongs to the process and not to the open file, so a worker that
 * outlives a killed batch by a moment does not keep the next one out. */
#include "batch/lock.h"

#include "base/arena.h"
#include "base/files.h"
#include "base/messages.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

int batch_lock(const char *folder, int *ret_lock, struct error *error) {
    ARENA_AUTO arena = arena_new();
    const char *path = path_join(arena, folder, "lock");
    FD_AUTO fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot write to %s"), folder);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(fd, F_SETLK, &lock) == 0) {
        *ret_lock = fd;
        fd = -1;
        return 0;
    }
    if (errno != EACCES && errno != EAGAIN)
        return error_set_errno(error, ERROR_FAULT, _("cannot lock %s"), path);
    struct flock holder = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    (void)fcntl(fd, F_GETLK, &holder);
    (void)error_set(error, ERROR_USAGE, _("another batch works on %s (process %d)"), folder,
                    holder.l_type == F_UNLCK ? 0 : (int)holder.l_pid);
    error_advise(error,
                 _("Wait until it has ended, or give another output folder. mpigrade report "
                   "%s shows what it has done so far."),
                 folder);
    return -1;
}
