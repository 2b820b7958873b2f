/* SPDX-License-Identifier: MIT */
/* Waiting for requests and testing them. The handles are gone when MPI returns, so the requests are
 * taken out of our table before the call; those that are not complete after it go back. */
#include "watch/preload/interpose.h"

#include <stdlib.h>
#include <string.h>

#define CALLER __builtin_return_address(0)
#define BOTH_NAMES(name)                                                                           \
    EXPORTED __typeof__(MPI_##name) PMPI_##name __attribute__((alias("MPI_" #name)));

enum { FEW = 8 }; /* requests that need no memory from the heap */

struct pending {
    MPI_Request handle;
    bool known;
    struct request_known what;
};

struct waiting {
    size_t count;
    struct pending *pending, few[FEW];
    MPI_Status *statuses, few_statuses[FEW]; /* for calls that return several */
    struct watch_done *done, few_done[FEW];
    uint8_t *flags, few_flags[FEW];
    size_t done_count;
    void *heap;
};

/* Room for `count` requests; without memory none are known, and the call goes on unrecorded. */
static void make_room(struct waiting *waiting, int count) {
    waiting->count = count > 0 ? (size_t)count : 0;
    waiting->done_count = 0;
    waiting->heap = NULL;
    waiting->pending = waiting->few;
    waiting->statuses = waiting->few_statuses;
    waiting->done = waiting->few_done;
    waiting->flags = waiting->few_flags;
    if (waiting->count <= FEW)
        return;
    size_t n = waiting->count;
    waiting->heap = calloc(n, sizeof *waiting->pending + sizeof *waiting->statuses +
                                  sizeof *waiting->done + sizeof *waiting->flags);
    if (!waiting->heap)
        abort(); /* the program is out of memory, too */
    waiting->pending = waiting->heap;
    waiting->statuses = (MPI_Status *)(void *)(waiting->pending + n);
    waiting->done = (struct watch_done *)(void *)(waiting->statuses + n);
    waiting->flags = (uint8_t *)(waiting->done + n);
}

static void take(struct waiting *waiting, int count, const MPI_Request *requests) {
    make_room(waiting, count);
    for (size_t i = 0; i < waiting->count; i++) {
        struct pending *pending = &waiting->pending[i];
        pending->handle = requests[i];
        pending->known =
            requests[i] != MPI_REQUEST_NULL && request_take(requests[i], &pending->what);
        if (pending->known)
            request_look(&pending->what);
    }
}

static void enter(const struct waiting *waiting) {
    uint32_t few[FEW], *serials = waiting->count <= FEW ? few : NULL;
    if (!serials)
        serials = calloc(waiting->count, sizeof *serials);
    size_t count = 0;
    for (size_t i = 0; serials && i < waiting->count; i++) {
        const struct pending *pending = &waiting->pending[i];
        if (pending->handle != MPI_REQUEST_NULL && (!pending->known || pending->what.active))
            serials[count++] = pending->known ? pending->what.serial : REQUEST_UNKNOWN;
    }
    record_enter(&(struct call){.peer = WATCH_NULL, .request_count = count, .requests = serials});
    if (serials != few)
        free(serials);
}

/* The i-th request is complete. */
static void complete(struct waiting *waiting, size_t i, const MPI_Status *status, int error) {
    if (i >= waiting->count || !waiting->pending[i].known)
        return;
    struct pending *pending = &waiting->pending[i];
    struct request_known *known = &pending->what;
    int cancelled = 0;
    if (known->active) {
        bool alone = received_all(known->serial);
        if (known->receives) /* what the program wrote to what it sends was seen before the call */
            request_look(known);
        uint8_t flags = alone && request_buffer_changed(known) ? FLAG_CHANGED : 0;
        if (known->cancelled && real.Test_cancelled(status, &cancelled) == MPI_SUCCESS && cancelled)
            flags |= FLAG_CANCELLED;
        size_t n = waiting->done_count++;
        waiting->flags[n] = flags;
        waiting->done[n] = (struct watch_done){
            .request = known->serial,
            .source = peer_of(status->MPI_SOURCE),
            .tag = tag_of(status->MPI_TAG),
            .error = error != MPI_SUCCESS ? error_row(error) : 0,
            .bytes = status_bytes(status),
        };
    }
    pending->known = false;
    if (known->persistent != 0) {
        known->active = false;
        known->cancelled = false;
        request_keep(pending->handle, known);
    }
}

/* What is not complete goes back; the records are written. */
static int finish(struct waiting *waiting, int error, bool entered) {
    for (size_t i = 0; i < waiting->count; i++)
        if (waiting->pending[i].known)
            request_keep(waiting->pending[i].handle, &waiting->pending[i].what);
    note_error(error);
    record_done(waiting->done, waiting->flags, waiting->done_count, entered,
                error != MPI_SUCCESS ? error_row(error) : 0);
    free(waiting->heap);
    call_end();
    return error;
}

static int error_of(int error, const MPI_Status *status) {
    return error == MPI_ERR_IN_STATUS ? status->MPI_ERROR : error;
}

static void complete_all(struct waiting *waiting, const MPI_Status *statuses, int error) {
    for (size_t i = 0; i < waiting->count; i++)
        complete(waiting, i, &statuses[i], error_of(error, &statuses[i]));
}

static void complete_some(struct waiting *waiting, int count, const int *indices,
                          const MPI_Status *statuses, int error) {
    for (int i = 0; i < count && count != MPI_UNDEFINED; i++)
        if (indices[i] >= 0)
            complete(waiting, (size_t)indices[i], &statuses[i], error_of(error, &statuses[i]));
}

/* ---- waiting ---- */

EXPORTED int MPI_Wait(MPI_Request *request, MPI_Status *status) {
    if (!call_begin(CALL_Wait, CALLER))
        return real.Wait(request, status);
    struct waiting waiting;
    take(&waiting, 1, request);
    enter(&waiting);
    if (status == MPI_STATUS_IGNORE)
        status = waiting.statuses;
    int error = real.Wait(request, status);
    complete(&waiting, 0, status, error);
    return finish(&waiting, error, true);
}
BOTH_NAMES(Wait)

EXPORTED int MPI_Waitall(int count, MPI_Request requests[], MPI_Status *statuses) {
    if (!call_begin(CALL_Waitall, CALLER))
        return real.Waitall(count, requests, statuses);
    struct waiting waiting;
    take(&waiting, count, requests);
    enter(&waiting);
    if (statuses == MPI_STATUSES_IGNORE)
        statuses = waiting.statuses;
    int error = real.Waitall(count, requests, statuses);
    complete_all(&waiting, statuses, error);
    return finish(&waiting, error, true);
}
BOTH_NAMES(Waitall)

EXPORTED int MPI_Waitany(int count, MPI_Request requests[], int *index, MPI_Status *status) {
    if (!call_begin(CALL_Waitany, CALLER))
        return real.Waitany(count, requests, index, status);
    struct waiting waiting;
    MPI_Status ours;
    take(&waiting, count, requests);
    enter(&waiting);
    if (status == MPI_STATUS_IGNORE)
        status = &ours;
    int error = real.Waitany(count, requests, index, status);
    if (*index != MPI_UNDEFINED && *index >= 0)
        complete(&waiting, (size_t)*index, status, error);
    return finish(&waiting, error, true);
}
BOTH_NAMES(Waitany)

EXPORTED int MPI_Waitsome(int count, MPI_Request requests[], int *done_count, int indices[],
                          MPI_Status statuses[]) {
    if (!call_begin(CALL_Waitsome, CALLER))
        return real.Waitsome(count, requests, done_count, indices, statuses);
    struct waiting waiting;
    take(&waiting, count, requests);
    enter(&waiting);
    if (statuses == MPI_STATUSES_IGNORE)
        statuses = waiting.statuses;
    int error = real.Waitsome(count, requests, done_count, indices, statuses);
    complete_some(&waiting, *done_count, indices, statuses, error);
    return finish(&waiting, error, true);
}
BOTH_NAMES(Waitsome)

/* ---- testing ---- */

EXPORTED int MPI_Test(MPI_Request *request, int *flag, MPI_Status *status) {
    if (!call_begin(CALL_Test, CALLER))
        return real.Test(request, flag, status);
    struct waiting waiting;
    take(&waiting, 1, request);
    if (status == MPI_STATUS_IGNORE)
        status = waiting.statuses;
    int error = real.Test(request, flag, status);
    if (*flag)
        complete(&waiting, 0, status, error);
    else
        record_poll();
    return finish(&waiting, error, false);
}
BOTH_NAMES(Test)

EXPORTED int MPI_Testall(int count, MPI_Request requests[], int *flag, MPI_Status statuses[]) {
    if (!call_begin(CALL_Testall, CALLER))
        return real.Testall(count, requests, flag, statuses);
    struct waiting waiting;
    take(&waiting, count, requests);
    if (statuses == MPI_STATUSES_IGNORE)
        statuses = waiting.statuses;
    int error = real.Testall(count, requests, flag, statuses);
    if (*flag)
        complete_all(&waiting, statuses, error);
    else
        record_poll();
    return finish(&waiting, error, false);
}
BOTH_NAMES(Testall)

EXPORTED int MPI_Testany(int count, MPI_Request requests[], int *index, int *flag,
                         MPI_Status *status) {
    if (!call_begin(CALL_Testany, CALLER))
        return real.Testany(count, requests, index, flag, status);
    struct waiting waiting;
    MPI_Status ours;
    take(&waiting, count, requests);
    if (status == MPI_STATUS_IGNORE)
        status = &ours;
    int error = real.Testany(count, requests, index, flag, status);
    if (*flag && *index != MPI_UNDEFINED && *index >= 0)
        complete(&waiting, (size_t)*index, status, error);
    else
        record_poll();
    return finish(&waiting, error, false);
}
BOTH_NAMES(Testany)

EXPORTED int MPI_Testsome(int count, MPI_Request requests[], int *done_count, int indices[],
                          MPI_Status statuses[]) {
    if (!call_begin(CALL_Testsome, CALLER))
        return real.Testsome(count, requests, done_count, indices, statuses);
    struct waiting waiting;
    take(&waiting, count, requests);
    if (statuses == MPI_STATUSES_IGNORE)
        statuses = waiting.statuses;
    int error = real.Testsome(count, requests, done_count, indices, statuses);
    if (*done_count == 0 || *done_count == MPI_UNDEFINED)
        record_poll();
    complete_some(&waiting, *done_count, indices, statuses, error);
    return finish(&waiting, error, false);
}
BOTH_NAMES(Testsome)
