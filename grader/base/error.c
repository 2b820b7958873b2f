/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int error_set(struct error *error, enum error_kind kind, const char *format, ...) {
    if (error == NULL || error->kind != ERROR_NONE)
        return -1;
    error->kind = kind;
    va_list args;
    va_start(args, format);
    (void)vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    return -1;
}

/* What the machine has run out of, or lost, is nobody else's fault. */
static bool is_the_machines(int number) {
    switch (number) {
    case EMFILE:
    case ENFILE:
    case ENOMEM:
    case ENOBUFS:
    case ENOSPC:
    case EDQUOT:
    case EIO:
    case EROFS:
    case EAGAIN:
    case EINTR:
    case ESTALE:
        return true;
    default:
        return false;
    }
}

int error_set_errno(struct error *error, enum error_kind kind, const char *format, ...) {
    int number = errno;
    if (error == NULL || error->kind != ERROR_NONE)
        return -1;
    error->kind = is_the_machines(number) ? ERROR_FAULT : kind;
    va_list args;
    va_start(args, format);
    (void)vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    size_t used = strlen(error->message);
    (void)snprintf(error->message + used, sizeof error->message - used, ": %s", strerror(number));
    return -1;
}

void error_advise(struct error *error, const char *format, ...) {
    if (error == NULL || error->advice[0] != '\0')
        return;
    va_list args;
    va_start(args, format);
    (void)vsnprintf(error->advice, sizeof error->advice, format, args);
    va_end(args);
}

void die(const char *format, ...) {
    va_list args;
    va_start(args, format);
    (void)fputs("mpigrade: ", stderr);
    (void)vfprintf(stderr, format, args);
    (void)fputc('\n', stderr);
    va_end(args);
    exit(3);
}
