/* SPDX-License-Identifier: MIT */
#include "watch/preload/record.h"

#include "watch/preload/perturb.h"
#include "watch/preload/stream.h"
#include "watch/preload/where.h"

#include <errno.h>
#include <string.h>
#include <time.h>

static uint64_t pieces(size_t count, size_t each) {
    return (count + each - 1) / each;
}

static void put_words(enum watch_record_kind kind, size_t count, const int32_t *words) {
    for (size_t done = 0; done < count; done += WATCH_WORDS) {
        size_t some = count - done < WATCH_WORDS ? count - done : WATCH_WORDS;
        struct watch_record *record = stream_record();
        *record = (struct watch_record){.kind = (uint8_t)kind, .comm = (uint32_t)some};
        record->flags = done + some == count ? FLAG_LAST : 0;
        memcpy(record->words, words + done, some * sizeof *words);
    }
}

static inline void put_call(enum watch_record_kind kind, const struct call *call, uint64_t where) {
    const uint32_t number = kind == RECORD_NAMED ? call->request : 0;
    const uint64_t words[WATCH_RECORD_WORDS] = {
        stream_head(kind, call->flags, watch_thread.call, call->comm),
        0,
        stream_pair((uint32_t)call->peer, (uint32_t)call->tag),
        (uint64_t)call->count,
        stream_pair(call->type, call->op),
        where,
        stream_pair(number, call->persistent),
        0,
    };
    if (!stream_goes_on(kind, words, call->request))
        stream_again(kind, words, kind == RECORD_HALF ? 0 : stream_time(kind), call->request);
}

static void record_call(enum watch_record_kind kind, const struct call *call) {
    uint64_t where = where_now(watch_thread.address);
    uint64_t records = 2 + pieces(call->request_count, WATCH_WORDS);
    if (!stream_begin(records))
        return;
    if (call->half)
        put_call(RECORD_HALF, call->half, where);
    if (!stream_requests(call->request_count, call->requests))
        put_words(RECORD_REQUESTS, call->request_count, (const int32_t *)call->requests);
    put_call(kind, call, where);
    stream_end();
}

void record_enter(const struct call *call) {
    record_call(RECORD_ENTER, call);
}

void record_post(const struct call *call) {
    record_call(RECORD_POST, call);
}

void record_named(const struct call *call) {
    record_call(RECORD_NAMED, call);
}

static void put_leave(int error, int source, int tag, int64_t bytes) {
    const uint64_t words[WATCH_RECORD_WORDS] = {
        stream_head(RECORD_LEAVE, 0, watch_thread.call, 0),
        0,
        stream_pair((uint32_t)error, (uint32_t)source),
        stream_pair((uint32_t)tag, 0),
        (uint64_t)bytes,
    };
    if (!stream_goes_on(RECORD_LEAVE, words, 0))
        stream_again(RECORD_LEAVE, words, stream_time(RECORD_LEAVE), 0);
}

static void put_done(const struct watch_done *done, uint8_t flags) {
    const uint64_t words[WATCH_RECORD_WORDS] = {
        stream_head(RECORD_DONE, flags, 0, 1),
        0,
        stream_pair(0, (uint32_t)done->source),
        stream_pair((uint32_t)done->tag, (uint32_t)done->error),
        (uint64_t)done->bytes,
    };
    if (!stream_goes_on(RECORD_DONE, words, done->request))
        stream_again(RECORD_DONE, words, stream_time(RECORD_DONE), done->request);
}

void record_leave(int error, int source, int tag, int64_t bytes) {
    if (!stream_begin(1))
        return;
    put_leave(error, source, tag, bytes);
    stream_end();
}

void record_done(const struct watch_done *done, const uint8_t *flags, size_t count, bool leave,
                 int error) {
    uint64_t records = count + (leave ? 1 : 0);
    if (records == 0 || !stream_begin(records))
        return;
    for (size_t i = 0; i < count; i++)
        put_done(&done[i], flags[i]);
    if (leave)
        put_leave(error, WATCH_NULL, WATCH_NULL, 0);
    stream_end();
}

void record_poll(void) {
    struct watch_slot *slot = watch_process.slot;
    uint64_t polls = atomic_load_explicit(&slot->polls, memory_order_relaxed);
    if (polls % 1024 == 0)
        atomic_store_explicit(&slot->poll_where, where_now(watch_thread.address),
                              memory_order_relaxed);
    atomic_store_explicit(&slot->poll_call, watch_thread.call, memory_order_relaxed);
    atomic_store_explicit(&slot->polls, polls + 1, memory_order_relaxed);
}

void record_event(enum watch_record_kind kind, uint32_t detail, uint64_t handle, uint32_t request,
                  uint8_t flags, int error) {
    uint64_t where = where_now(watch_thread.address);
    if (!stream_begin(1))
        return;
    *stream_record() = (struct watch_record){
        .kind = (uint8_t)kind,
        .flags = flags,
        .call = (uint16_t)watch_thread.call,
        .time = watch_ticks(),
        .event = {.handle = handle,
                  .where = where,
                  .detail = detail,
                  .request = request,
                  .error = error},
    };
    stream_end();
}

void record_comm(uint32_t serial, uint64_t id, int rank, int size, const int *members, bool inter) {
    uint64_t where = where_now(watch_thread.address);
    uint64_t records = 1 + pieces((size_t)size, WATCH_WORDS);
    if (!stream_begin(records))
        return;
    *stream_record() = (struct watch_record){
        .kind = RECORD_COMM,
        .flags = inter ? FLAG_INTER : 0,
        .call = (uint16_t)watch_thread.call,
        .comm = serial,
        .time = watch_ticks(),
        .comm_ = {.id = id, .where = where, .size = size, .rank = rank},
    };
    put_words(RECORD_MEMBERS, (size_t)size, members);
    stream_end();
}

void record_comm_freed(uint32_t serial) {
    if (!stream_begin(1))
        return;
    *stream_record() = (struct watch_record){.kind = RECORD_COMM_FREED, .comm = serial};
    stream_end();
}

void record_type(uint32_t type, uint64_t signature, int64_t bytes, uint32_t basic, int64_t basics) {
    if (!stream_begin(1))
        return;
    *stream_record() = (struct watch_record){
        .kind = RECORD_TYPE,
        .type_ = {.signature = signature,
                  .bytes = bytes,
                  .basics = basics,
                  .type = type,
                  .basic = basic},
    };
    stream_end();
}

/* The name's last 240 bytes: the file's own name is at the end. */
void record_file(uint32_t number, const char *path) {
    enum { PIECE = sizeof(((struct watch_record *)0)->text), MOST = 5 * PIECE };
    size_t length = strlen(path);
    if (length > MOST) {
        path += length - MOST;
        length = MOST;
    }
    uint64_t records = length > 0 ? pieces(length, PIECE) : 1;
    if (!stream_begin(records))
        return;
    for (uint64_t i = 0; i < records; i++) {
        size_t left = length - i * PIECE, some = left < PIECE ? left : PIECE;
        struct watch_record *record = stream_record();
        *record = (struct watch_record){.kind = i == 0 ? RECORD_FILE : RECORD_TEXT, .comm = number};
        record->flags = i + 1 == records ? FLAG_LAST : 0;
        memcpy(record->text, path + i * PIECE, some);
    }
    stream_end();
}

/* ---- calls ---- */

static bool allowed_at_any_time(enum watch_call call) {
    return call == CALL_Init || call == CALL_Init_thread || call == CALL_Initialized ||
           call == CALL_Finalized || call == CALL_Get_version || call == CALL_Get_library_version ||
           call == CALL_Wtime || call == CALL_Wtick;
}

static bool take_slot(void) {
    if (!stream_take_slot())
        return false;
    where_start();
    return true;
}

static void notice_thread(void) {
    watch_thread.seen = true;
    stream_new_thread();
}

__attribute__((destructor)) static void stop(void) {
    if (watch_process.slot)
        record_event(RECORD_EXIT, 0, 0, 0, 0, 0);
}

bool call_begin_slowly(enum watch_call call, void *address, char *frame) {
    int saved = errno;
    if (watch_process.slot || take_slot()) {
        struct watch_slot *slot = watch_process.slot;
        if (!watch_thread.seen)
            notice_thread();
        watch_process.calls++;
        watch_thread.depth = 1;
        watch_thread.call = call;
        watch_thread.address = address;
        watch_thread.frame = frame;
        atomic_fetch_add_explicit(&slot->totals[call], 1, memory_order_relaxed);
        if (!allowed_at_any_time(call) && !watch_process.initialized)
            record_event(RECORD_MISUSE, SEEN_BEFORE_INIT, 0, 0, 0, 0);
        else if (!allowed_at_any_time(call) && watch_process.finalized)
            record_event(RECORD_MISUSE, SEEN_AFTER_FINALIZE, 0, 0, 0, 0);
        if (watch_process.perturb != 0)
            perturb_call(call);
    }
    errno = saved;
    return watch_thread.depth != 0;
}

/* An error handler did it, by longjmp() or with an exception. */
void call_abandoned(void) {
    enum {
        NO_ROW,
#define ERROR(name, words) ROW_##name,
#include "watch/mpi_errors.def"
    };
    if (watch_process.slot) {
        record_event(RECORD_MISUSE, SEEN_ERROR, 0, 0, 0, ROW_MPI_ERR_OTHER);
        record_leave(ROW_MPI_ERR_OTHER, WATCH_NULL, WATCH_NULL, 0);
    }
    watch_thread.depth = 0;
}

void call_end(void) {
    watch_thread.depth = 0;
}
