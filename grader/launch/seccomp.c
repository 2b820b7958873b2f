/* SPDX-License-Identifier: MIT */
/* Makes the table of seccomp.def a program for the kernel. It is made once, kept in a nameless
 * file, and bubblewrap loads it last of all, when the walls stand. */
#include "base/files.h"
#include "base/messages.h"
#include "launch/internal.h"

#include <asm/ioctls.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>

struct refusal {
    const char *name;
    int number;     /* errno */
    unsigned count; /* of comparisons; all must hold */
    struct scmp_arg_cmp compared[2];
};

/* The kernel takes an int from the lower half of an argument, whatever stands in the upper one, so
 * equality must not look there. What is compared with the whole argument errs on refusing. */
#define LOWER_HALF 0xffffffffU
#define IS(arg, value)                                                                             \
    1, {                                                                                           \
        { (arg), SCMP_CMP_MASKED_EQ, LOWER_HALF, (value) }                                         \
    }
#define HAS_FLAG(arg, flag)                                                                        \
    1, {                                                                                           \
        { (arg), SCMP_CMP_MASKED_EQ, (flag), (flag) }                                              \
    }
#define ABOVE(arg, value)                                                                          \
    1, {                                                                                           \
        { (arg), SCMP_CMP_GT, (value), 0 }                                                         \
    }
#define IS_BUT(arg, value, other, allowed)                                                         \
    2, {                                                                                           \
        {(arg), SCMP_CMP_EQ, (value), 0}, {(other), SCMP_CMP_NE, (allowed), 0},                    \
    }

static const struct refusal refusals[] = {
#define CALL(name, number, reason) {#name, number, 0, {{0, SCMP_CMP_EQ, 0, 0}}},
#define CALL_IF(name, number, condition, reason) {#name, number, condition},
#include "launch/seccomp.def"
#undef CALL
#undef CALL_IF
};

static int add_rows(scmp_filter_ctx filter) {
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
        const struct refusal *row = &refusals[i];
        int call = seccomp_syscall_resolve_name(row->name);
        if (call == __NR_SCMP_ERROR)
            continue; /* newer than this libseccomp, and than most kernels it runs with */
        int status = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO((unsigned)row->number), call,
                                            row->count, row->compared);
        if (status < 0 && status != -EDOM) /* no such call on this architecture */
            return status;
    }
    return 0;
}

/* A foreign architecture's calls (i386 and x32 on x86-64) have other numbers: all are refused. */
static int fill(scmp_filter_ctx filter) {
    int status = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS));
    if (status == 0)
        status = add_rows(filter);
    (void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree in place of a list */
    return status;
}

int seccomp_make(struct error *error) {
    FD_AUTO file = memfd_create("mpigrade-seccomp", MFD_CLOEXEC);
    if (file < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot make the filter of system calls"));
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    int status = filter == NULL ? -ENOMEM : fill(filter);
    if (status == 0)
        status = seccomp_export_bpf(filter, file);
    seccomp_release(filter);
    if (status < 0) {
        errno = -status;
        return error_set_errno(error, ERROR_FAULT, _("cannot make the filter of system calls"));
    }
    int made = file;
    file = -1;
    return made;
}

int seccomp_open(int made) {
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", made);
    return open(path, O_RDONLY | O_CLOEXEC);
}
