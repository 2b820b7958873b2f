/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "tries.h"

#include <asm/ioctls.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

const char *uses_keyrings(void) {
    if (syscall(SYS_keyctl, 0, -3, 0) >= 0) /* the session's */
        return "keyctl";
    if (syscall(SYS_add_key, "user", "walls", "x", 1, -4) >= 0)
        return "add_key";
    return syscall(SYS_request_key, "user", "walls", 0, 0) >= 0 ? "request_key" : NULL;
}

const char *loads_bpf(void) {
    char nothing[128] = {0};
    return syscall(SYS_bpf, 0, nothing, sizeof nothing) >= 0 || errno != EPERM ? "bpf" : NULL;
}

const char *handles_page_faults(void) {
    return syscall(SYS_userfaultfd, 1) >= 0 ? "userfaultfd" : NULL;
}

const char *counts_events(void) {
    struct perf_event_attr attribute = {.type = PERF_TYPE_SOFTWARE,
                                        .size = sizeof attribute,
                                        .config = PERF_COUNT_SW_TASK_CLOCK,
                                        .exclude_kernel = 1};
    return syscall(SYS_perf_event_open, &attribute, 0, -1, -1, 0) >= 0 ? "perf_event_open" : NULL;
}

const char *opens_a_ring(void) {
    char parameters[256] = {0};
    return syscall(SYS_io_uring_setup, 1, parameters) >= 0 ? "io_uring_setup" : NULL;
}

static int own_terminal(void) {
    int other = posix_openpt(O_RDWR);
    return other < 0 || grantpt(other) < 0 || unlockpt(other) < 0 ? -1
                                                                  : open(ptsname(other), O_RDWR);
}

/* Its own would be harmless; the call is refused whatever the terminal, and with rubbish in the
 * upper half of the argument, too. */
const char *types_into_a_terminal(void) {
    char x = 'x';
    int tty = open("/dev/tty", O_RDWR), own = own_terminal();
    if (tty >= 0)
        return "has a terminal";
    if (own >= 0 && (syscall(SYS_ioctl, own, (unsigned long)TIOCSTI, &x) == 0 ||
                     syscall(SYS_ioctl, own, (1UL << 32) | TIOCSTI, &x) == 0 || errno != EPERM))
        return "TIOCSTI";
    return NULL;
}

const char *loads_a_line_discipline(void) {
    int gsm = 21, own = own_terminal();
    return own >= 0 && (ioctl(own, TIOCSETD, &gsm) == 0 || errno != EPERM) ? "TIOCSETD" : NULL;
}

const char *opens_files_by_handle(void) {
    struct {
        struct file_handle handle;
        char room[128];
    } named = {.handle = {.handle_bytes = 128}};
    int mount;
    if (name_to_handle_at(AT_FDCWD, "/usr", &named.handle, &mount, 0) == 0)
        return "name_to_handle_at";
    return open_by_handle_at(AT_FDCWD, &named.handle, O_RDONLY) >= 0 || errno != EPERM ? "opened"
                                                                                       : NULL;
}

const char *renames_the_machine(void) {
    return sethostname("walls", 5) == 0 || setdomainname("walls", 5) == 0 ? "renamed" : NULL;
}

const char *sets_the_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return clock_settime(CLOCK_REALTIME, &now) == 0 ? "set" : NULL;
}

/* None of these would do harm if it worked. */
const char *administers_the_machine(void) {
    if (syscall(SYS_init_module, "", 0, "") >= 0 || errno != EPERM)
        return "init_module";
    if (syscall(SYS_kexec_load, 0, 0, 0, 0) >= 0)
        return "kexec_load";
    if (syscall(SYS_swapoff, "/nothing") >= 0 || errno != EPERM)
        return "swapoff";
    if (syscall(SYS_acct, "/nothing") >= 0 || errno != EPERM)
        return "acct";
    if (syscall(SYS_syslog, 10, 0, 0) >= 0)
        return "syslog";
    if (syscall(SYS_reboot, 0, 0, 0, 0) >= 0 || errno != EPERM)
        return "reboot";
    return NULL;
}

/* The numbers of i386 and x32 are others: a filter that knows one architecture only lets them by.
 */
const char *calls_as_another_architecture(void) {
#ifdef __x86_64__
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L /* getpid */) : "memory");
    if (result > 0)
        return "i386";
    if (syscall(0x40000000 | SYS_getpid) > 0)
        return "x32";
#endif
    return NULL;
}
