/* SPDX-License-Identifier: MIT */
/* The wrappers that differ: beginning and end, errors, communicators that go away, requests that
 * start. */
#include "watch/preload/interpose.h"
#include "watch/preload/where.h"

#include <stdio.h>
#include <stdlib.h>

#define CALLER __builtin_return_address(0)
#define BOTH_NAMES(name)                                                                           \
    EXPORTED __typeof__(MPI_##name) PMPI_##name __attribute__((alias("MPI_" #name)));

/* ---- errors ---- */

static MPI_Errhandler our_handler;

static const char *call_name(enum watch_call call) {
    static const char *const names[] = {
#define SPECIAL(name) "MPI_" #name,
#include "watch/mpi_calls.def"
    };
    return names[call];
}

/* Stands in for MPI_ERRORS_ARE_FATAL, which would end the process before anything is recorded. */
static void fatal(MPI_Comm *comm, int *code, ...) {
    (void)comm;
    char text[MPI_MAX_ERROR_STRING] = "";
    int length, class = 1, rank = 0;
    record_event(RECORD_MISUSE, SEEN_ERROR, 0, 0, 0, error_row(*code));
    (void)real.Error_string(*code, text, &length);
    (void)real.Error_class(*code, &class);
    (void)real.Comm_rank(MPI_COMM_WORLD, &rank);
    (void)fflush(stdout);
    (void)fprintf(stderr, "[rank %d] %s failed: %s\n", rank, call_name(watch_thread.call), text);
    (void)real.Abort(MPI_COMM_WORLD, class);
}

static void handle_errors(void) {
    if (real.Comm_create_errhandler(fatal, &our_handler) != MPI_SUCCESS)
        return;
    (void)real.Comm_set_errhandler(MPI_COMM_WORLD, our_handler);
    (void)real.Comm_set_errhandler(MPI_COMM_SELF, our_handler);
}

EXPORTED int MPI_Comm_set_errhandler(MPI_Comm comm, MPI_Errhandler handler) {
    if (!call_begin(CALL_Comm_set_errhandler, CALLER))
        return real.Comm_set_errhandler(comm, handler);
    if (handler == MPI_ERRORS_ARE_FATAL && watch_process.initialized)
        handler = our_handler;
    return done(real.Comm_set_errhandler(comm, handler));
}
BOTH_NAMES(Comm_set_errhandler)

EXPORTED int MPI_Comm_get_errhandler(MPI_Comm comm, MPI_Errhandler *handler) {
    if (!call_begin(CALL_Comm_get_errhandler, CALLER))
        return real.Comm_get_errhandler(comm, handler);
    int error = real.Comm_get_errhandler(comm, handler);
    if (error == MPI_SUCCESS && *handler == our_handler) {
        (void)real.Errhandler_free(handler);
        *handler = MPI_ERRORS_ARE_FATAL;
    }
    return done(error);
}
BOTH_NAMES(Comm_get_errhandler)

/* ---- beginning and end ---- */

static int initialized(int error) {
    if (error == MPI_SUCCESS) {
        handles_start();
        handle_errors();
        watch_process.initialized = true;
    }
    return left(error);
}

EXPORTED int MPI_Init(int *argc, char ***argv) {
    if (!call_begin(CALL_Init, CALLER))
        return real.Init(argc, argv);
    record_enter(&(struct call){.peer = WATCH_NULL});
    return initialized(real.Init(argc, argv));
}
BOTH_NAMES(Init)

EXPORTED int MPI_Init_thread(int *argc, char ***argv, int required, int *provided) {
    if (!call_begin(CALL_Init_thread, CALLER))
        return real.Init_thread(argc, argv, required, provided);
    record_enter(&(struct call){.peer = WATCH_NULL});
    return initialized(real.Init_thread(argc, argv, required, provided));
}
BOTH_NAMES(Init_thread)

EXPORTED int MPI_Finalize(void) {
    if (!call_begin(CALL_Finalize, CALLER))
        return real.Finalize();
    record_enter(&(struct call){.peer = WATCH_NULL});
    int error = real.Finalize();
    watch_process.finalized = true;
    return left(error);
}
BOTH_NAMES(Finalize)

EXPORTED int MPI_Abort(MPI_Comm comm, int code) {
    if (!call_begin(CALL_Abort, CALLER))
        return real.Abort(comm, code);
    record_enter(&(struct call){.peer = WATCH_NULL, .count = code});
    return left(real.Abort(comm, code));
}
BOTH_NAMES(Abort)

/* These four may be called at any time: before our constructor, too, as MPI's C++ library does in
 * its own. */
#define ANY_TIME(name, formals, actuals)                                                           \
    EXPORTED int MPI_##name formals {                                                              \
        if (!real.name)                                                                            \
            find_real_calls();                                                                     \
        if (!call_begin(CALL_##name, CALLER))                                                      \
            return real.name actuals;                                                              \
        int error = real.name actuals;                                                             \
        call_end();                                                                                \
        return error;                                                                              \
    }                                                                                              \
    BOTH_NAMES(name)

ANY_TIME(Initialized, (int *flag), (flag))
ANY_TIME(Finalized, (int *flag), (flag))
ANY_TIME(Get_version, (int *version, int *subversion), (version, subversion))
ANY_TIME(Get_library_version, (char *version, int *length), (version, length))

EXPORTED double MPI_Wtime(void) {
    bool ours = call_begin(CALL_Wtime, CALLER);
    double now = real.Wtime();
    if (ours)
        call_end();
    return now;
}
BOTH_NAMES(Wtime)

EXPORTED double MPI_Wtick(void) {
    bool ours = call_begin(CALL_Wtick, CALLER);
    double tick = real.Wtick();
    if (ours)
        call_end();
    return tick;
}
BOTH_NAMES(Wtick)

/* ---- communicators, groups, datatypes ---- */

#define COMM_FREE(name)                                                                            \
    EXPORTED int MPI_##name(MPI_Comm *comm) {                                                      \
        if (!call_begin(CALL_##name, CALLER))                                                      \
            return real.name(comm);                                                                \
        MPI_Comm freed = *comm;                                                                    \
        uint32_t serial = comm_serial(freed);                                                      \
        record_enter(&(struct call){.comm = serial, .peer = WATCH_NULL});                          \
        int error = real.name(comm);                                                               \
        if (error == MPI_SUCCESS && serial != COMM_UNKNOWN)                                        \
            comm_gone(serial, freed);                                                              \
        return left(error);                                                                        \
    }                                                                                              \
    BOTH_NAMES(name)

COMM_FREE(Comm_free)
COMM_FREE(Comm_disconnect)

EXPORTED int MPI_Comm_idup(MPI_Comm comm, MPI_Comm *newcomm, MPI_Request *request) {
    if (!call_begin(CALL_Comm_idup, CALLER))
        return real.Comm_idup(comm, newcomm, request);
    struct call call = {.comm = comm_serial(comm), .peer = WATCH_NULL, .request = request_next()};
    record_post(&call);
    int error = real.Comm_idup(comm, newcomm, request);
    if (error == MPI_SUCCESS)
        comm_made_like(*newcomm, comm);
    return posted(error, request, &call, NULL, false);
}
BOTH_NAMES(Comm_idup)

/* mpi4py's own reductions begin with this, also when there is nobody to talk to. */
EXPORTED int MPI_Comm_get_attr(MPI_Comm comm, int key, void *value, int *flag) {
    if (!call_begin(CALL_Comm_get_attr, CALLER))
        return real.Comm_get_attr(comm, key, value, flag);
    if (where_python)
        record_event(RECORD_SITE, 0, 0, 0, 0, 0);
    return done(real.Comm_get_attr(comm, key, value, flag));
}
BOTH_NAMES(Comm_get_attr)

EXPORTED int MPI_Comm_group(MPI_Comm comm, MPI_Group *group) {
    if (!call_begin(CALL_Comm_group, CALLER))
        return real.Comm_group(comm, group);
    int error = real.Comm_group(comm, group);
    if (error == MPI_SUCCESS)
        handle_made(HANDLE_GROUP, HANDLE_BITS(*group));
    return done(error);
}
BOTH_NAMES(Comm_group)

EXPORTED int MPI_Type_commit(MPI_Datatype *type) {
    if (!call_begin(CALL_Type_commit, CALLER))
        return real.Type_commit(type);
    int error = real.Type_commit(type);
    if (error == MPI_SUCCESS)
        type_committed(*type);
    return done(error);
}
BOTH_NAMES(Type_commit)

/* ---- requests ---- */

/* What MPI_Start of this request begins; true when the request is a persistent one. */
static bool begin_again(MPI_Request request) {
    struct request_known known;
    if (!request_take(request, &known))
        return false;
    if (known.persistent != 0) {
        if (known.active)
            record_event(RECORD_MISUSE, SEEN_START_ACTIVE, 0, known.serial, 0, 0);
        const void *buffer = known.buffer;
        known.active = true;
        known.cancelled = false;
        known.hash = 0;
        known.serial = known.call->request = request_next();
        known.call->persistent = known.persistent;
        if (buffer)
            request_watch_buffer(&known, buffer, known.call, known.receives);
        known.buffer = buffer;
        record_post(known.call);
    }
    request_keep(request, &known);
    return known.persistent != 0;
}

EXPORTED int MPI_Start(MPI_Request *request) {
    if (!call_begin(CALL_Start, CALLER))
        return real.Start(request);
    (void)begin_again(*request);
    return done(real.Start(request));
}
BOTH_NAMES(Start)

EXPORTED int MPI_Startall(int count, MPI_Request requests[]) {
    if (!call_begin(CALL_Startall, CALLER))
        return real.Startall(count, requests);
    for (int i = 0; i < count; i++)
        (void)begin_again(requests[i]);
    return done(real.Startall(count, requests));
}
BOTH_NAMES(Startall)

EXPORTED int MPI_Cancel(MPI_Request *request) {
    if (!call_begin(CALL_Cancel, CALLER))
        return real.Cancel(request);
    struct request_known known;
    if (request_take(*request, &known)) {
        known.cancelled = true;
        record_event(RECORD_DROPPED, 0, 0, known.serial, FLAG_CANCELLED, 0);
        request_keep(*request, &known);
    }
    return done(real.Cancel(request));
}
BOTH_NAMES(Cancel)

EXPORTED int MPI_Request_free(MPI_Request *request) {
    if (!call_begin(CALL_Request_free, CALLER))
        return real.Request_free(request);
    struct request_known known;
    if (request_take(*request, &known)) {
        (void)received_all(known.serial);
        record_event(RECORD_DROPPED, known.persistent, 0, known.active ? known.serial : 0, 0, 0);
        free(known.call);
    }
    return done(real.Request_free(request));
}
BOTH_NAMES(Request_free)
