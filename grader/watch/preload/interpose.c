/* SPDX-License-Identifier: MIT */
/* The wrappers that are all alike, made from the table mpi_calls.def.
 *
 * Each MPI_X is also PMPI_X: Open MPI's Fortran bindings call PMPI_X, and a program might. Both
 * go on to the MPI library's own PMPI_X, which dlsym() finds behind this library. */
#include "watch/preload/interpose.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

struct real_calls real;

/* dlsym() gives an object pointer; POSIX promises that it can be called. */
static void find(void *function, const char *name) {
    void *symbol = dlsym(RTLD_NEXT, name);
    memcpy(function, &symbol, sizeof symbol);
}

__attribute__((constructor(101))) void find_real_calls(void) {
#define SPECIAL(name) find(&real.name, "PMPI_" #name);
#include "watch/mpi_calls.def"
}

#define BOTH_NAMES(name)                                                                           \
    EXPORTED __typeof__(MPI_##name) PMPI_##name __attribute__((alias("MPI_" #name)));
#define SPECIAL(name) /* defined elsewhere */

/* Sends. */
#define SEND_FORMALS const void *buf, int count, MPI_Datatype type, int dest, int tag, MPI_Comm comm
#define SEND_ACTUALS buf, count, type, dest, tag, comm

#define SEND(name, synchronous)                                                                    \
    EXPORTED int MPI_##name(SEND_FORMALS) {                                                        \
        if (!call_begin(CALL_##name, __builtin_return_address(0)))                                 \
            return real.name(SEND_ACTUALS);                                                        \
        struct call call = describe_send(count, type, dest, tag, comm);                            \
        record_enter(&call);                                                                       \
        int error =                                                                                \
            watch_process.strict_sends ? real.synchronous(SEND_ACTUALS) : real.name(SEND_ACTUALS); \
        return left(error);                                                                        \
    }                                                                                              \
    BOTH_NAMES(name)

#define ISEND(name, synchronous)                                                                   \
    EXPORTED int MPI_##name(SEND_FORMALS, MPI_Request *request) {                                  \
        if (!call_begin(CALL_##name, __builtin_return_address(0)))                                 \
            return real.name(SEND_ACTUALS, request);                                               \
        struct call call = describe_send(count, type, dest, tag, comm);                            \
        call.request = request_next();                                                             \
        record_post(&call);                                                                        \
        int error = watch_process.strict_sends ? real.synchronous(SEND_ACTUALS, request)           \
                                               : real.name(SEND_ACTUALS, request);                 \
        return posted(error, request, &call, CALL_##name == CALL_Ibsend ? NULL : buf, false);      \
    }                                                                                              \
    BOTH_NAMES(name)

#define SEND_INIT(name, synchronous)                                                               \
    EXPORTED int MPI_##name(SEND_FORMALS, MPI_Request *request) {                                  \
        if (!call_begin(CALL_##name, __builtin_return_address(0)))                                 \
            return real.name(SEND_ACTUALS, request);                                               \
        struct call call = describe_send(count, type, dest, tag, comm);                            \
        call.request = request_next();                                                             \
        int error = watch_process.strict_sends ? real.synchronous(SEND_ACTUALS, request)           \
                                               : real.name(SEND_ACTUALS, request);                 \
        return named(error, request, &call, buf);                                                  \
    }                                                                                              \
    BOTH_NAMES(name)

/* Collectives. What a row says of its arguments fills a struct collective. */
#define NO_DATA .no_data = true
#define ROOT(root_) .rooted = true, .root = root_
#define OPERATION(op_) .reduces = true, .op = op_
#define RESULT(buffer) .result = buffer
#define DATA(buffer, count_, type_) .sent_buffer = buffer, .sent_count = count_, .sent_type = type_
#define DATA_EACH(type_) .sent_type = type_, .sent_count = -1
#define SENT(buffer, count_, type_) DATA(buffer, count_, type_)
#define SENT_EACH(type_) DATA_EACH(type_)
#define SENT_SUM(counts, type_) .sent_type = type_, .sent_count = sum_of(counts, comm)
#define RECEIVED(buffer, count_, type_)                                                            \
    .received_buffer = buffer, .received_count = count_, .received_type = type_, .two = true
#define RECEIVED_EACH(type_) .received_type = type_, .received_count = -1, .two = true

#define COLLECTIVE(name, formals, actuals, ...)                                                    \
    EXPORTED int MPI_##name formals {                                                              \
        if (!call_begin(CALL_##name, __builtin_return_address(0)))                                 \
            return real.name actuals;                                                              \
        enter_collective(CALL_##name, comm, &(struct collective){__VA_ARGS__});                    \
        return left(real.name actuals);                                                            \
    }                                                                                              \
    BOTH_NAMES(name)

#define ICOLLECTIVE(name, formals, actuals, ...)                                                   \
    EXPORTED int MPI_##name formals {                                                              \
        if (!call_begin(CALL_##name, __builtin_return_address(0)))                                 \
            return real.name actuals;                                                              \
        struct call call = {.request = request_next()};                                            \
        const struct collective arguments = {__VA_ARGS__};                                         \
        post_collective(&call, comm, &arguments);                                                  \
        return posted_collective(real.name actuals, request, &call, comm, &arguments);             \
    }                                                                                              \
    BOTH_NAMES(name)

#define CONSTRUCTOR(name, formals, actuals, parent, child)                                         \
    EXPORTED int MPI_##name formals {                                                              \
        if (!call_begin(CALL_##name, __builtin_return_address(0)))                                 \
            return real.name actuals;                                                              \
        record_enter(&(struct call){.comm = comm_serial(parent), .peer = WATCH_NULL});             \
        int error = real.name actuals;                                                             \
        if (error == MPI_SUCCESS)                                                                  \
            comm_made(*(child));                                                                   \
        return left(error);                                                                        \
    }                                                                                              \
    BOTH_NAMES(name)

/* Handles. */
#define NEW(name, formals, actuals, kind, handle)                                                  \
    EXPORTED int MPI_##name formals {                                                              \
        if (!call_begin(CALL_##name, __builtin_return_address(0)))                                 \
            return real.name actuals;                                                              \
        int error = real.name actuals;                                                             \
        if (error == MPI_SUCCESS)                                                                  \
            handle_made(HANDLE_##kind, HANDLE_BITS(*(handle)));                                    \
        return done(error);                                                                        \
    }                                                                                              \
    BOTH_NAMES(name)

#define FREE(name, formals, actuals, kind, handle)                                                 \
    EXPORTED int MPI_##name formals {                                                              \
        if (!call_begin(CALL_##name, __builtin_return_address(0)))                                 \
            return real.name actuals;                                                              \
        uint64_t freed = HANDLE_BITS(*(handle));                                                   \
        int error = real.name actuals;                                                             \
        if (error == MPI_SUCCESS)                                                                  \
            handle_freed(HANDLE_##kind, freed);                                                    \
        return done(error);                                                                        \
    }                                                                                              \
    BOTH_NAMES(name)

#define NEW_KEY(name, formals, actuals, key) NEW(name, formals, actuals, KEY, key)
#define FREE_KEY(name, formals, actuals, key) FREE(name, formals, actuals, KEY, key)

/* The rest. */
#define OTHER(name, formals, actuals)                                                              \
    EXPORTED int MPI_##name formals {                                                              \
        if (!call_begin(CALL_##name, __builtin_return_address(0)))                                 \
            return real.name actuals;                                                              \
        record_enter(&(struct call){.peer = WATCH_NULL});                                          \
        return left(real.name actuals);                                                            \
    }                                                                                              \
    BOTH_NAMES(name)

#define LOCAL(name, formals, actuals)                                                              \
    EXPORTED int MPI_##name formals {                                                              \
        if (!call_begin(CALL_##name, __builtin_return_address(0)))                                 \
            return real.name actuals;                                                              \
        return done(real.name actuals);                                                            \
    }                                                                                              \
    BOTH_NAMES(name)

#include "watch/mpi_calls.def"
