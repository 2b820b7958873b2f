/* SPDX-License-Identifier: MIT */
/* Which request is which: MPI's handles are reused, and shared by requests that finished at once;
 * the records need numbers that are not. */
#include "watch/preload/interpose.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void *__libc_stack_end; /* of the first thread, kept by the loader */

/* In the order of creation; programs hold few requests at a time. Buckets keep it fast when they
 * hold many. */
enum { BUCKETS = 256 };

static struct bucket {
    struct request_known *known;
    size_t count, capacity;
} buckets[BUCKETS];

static _Atomic uint32_t last_serial;

uint32_t request_next(void) {
    return atomic_fetch_add_explicit(&last_serial, 1, memory_order_relaxed) + 1;
}

static struct bucket *bucket_of(MPI_Request request) {
    return &buckets[HANDLE_BITS(request) * UINT64_C(0x9e3779b97f4a7c15) >> 56];
}

void request_keep(MPI_Request request, const struct request_known *known) {
    if (request == MPI_REQUEST_NULL)
        return;
    struct bucket *bucket = bucket_of(request);
    tables_lock();
    if (bucket->count == bucket->capacity) {
        size_t capacity = bucket->capacity > 0 ? bucket->capacity * 2 : 8;
        struct request_known *more = realloc(bucket->known, capacity * sizeof *more);
        if (more) {
            bucket->known = more;
            bucket->capacity = capacity;
        }
    }
    if (bucket->count < bucket->capacity) {
        bucket->known[bucket->count] = *known;
        bucket->known[bucket->count++].handle = HANDLE_BITS(request);
    }
    tables_unlock();
}

bool request_take(MPI_Request request, struct request_known *ret_known) {
    struct bucket *bucket = bucket_of(request);
    bool found = false;
    tables_lock();
    for (size_t i = 0; i < bucket->count && !found; i++) {
        if (bucket->known[i].handle != HANDLE_BITS(request))
            continue;
        *ret_known = bucket->known[i];
        bucket->count--;
        memmove(bucket->known + i, bucket->known + i + 1,
                (bucket->count - i) * sizeof *bucket->known);
        found = true;
    }
    tables_unlock();
    return found;
}

/* ---- send buffers that change before the send is complete ---- */

enum { LOOKED_AT = 512 }; /* who writes to a buffer usually starts at its head */

/* Where malloc()'s heap begins, as the kernel says: the 47th word of our stat; UINT64_MAX when it
 * cannot be known. Asked once. */
static uint64_t heap_start(void) {
    static uint64_t start;
    if (start != 0)
        return start;
    char text[1024];
    int file = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
    ssize_t length = file >= 0 ? read(file, text, sizeof text - 1) : -1;
    if (file >= 0)
        close(file);
    text[length > 0 ? length : 0] = '\0';
    const char *at = strrchr(text, ')'); /* behind the 2nd word, the program's name */
    for (int word = 2; at && word < 47; word++)
        at = strchr(at + 1, ' ');
    start = at ? strtoull(at, NULL, 10) : 0;
    return start = start != 0 ? start : UINT64_MAX;
}

/* The program may have given the memory back meanwhile. What lies in its own data or above us on
 * the stack is there for certain, and what lies in the heap as long as no other thread frees it; of
 * the rest the kernel is asked: it reads the set before it finds that the first argument makes no
 * sense. */
static bool readable(const char *bytes, size_t length) {
    const char *stack = __builtin_frame_address(0);
    const struct watch_slot *slot = watch_process.slot;
    uint64_t address = (uint64_t)(uintptr_t)bytes;
    bool alone = slot->threads == 1 && slot->other_thread == 0;
    if (alone && bytes > stack && bytes + length <= (const char *)__libc_stack_end)
        return true;
    if (alone && address >= heap_start() && bytes + length <= (const char *)sbrk(0))
        return true;
    if (address >= slot->base && address + length <= slot->end)
        return true;
    int saved = errno;
    bool first = syscall(SYS_rt_sigprocmask, -1, bytes, NULL, 8) == -1 && errno != EFAULT;
    const char *end = bytes + (length > 8 ? length - 8 : 0);
    bool last = first && syscall(SYS_rt_sigprocmask, -1, end, NULL, 8) == -1 && errno != EFAULT;
    errno = saved;
    return last;
}

/* 0: cannot be read. */
static uint64_t hash_of(const void *buffer, uint64_t bytes) {
    size_t length = bytes < LOOKED_AT ? (size_t)bytes : LOOKED_AT;
    const unsigned char *at = buffer;
    uint64_t hash = 1, word = 0;
    if (!readable(buffer, length))
        return 0;
    for (; length >= sizeof word; length -= sizeof word, at += sizeof word) {
        memcpy(&word, at, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15) + (hash >> 29);
    }
    word = 0;
    memcpy(&word, at, length);
    return ((hash ^ word) * UINT64_C(0x9e3779b97f4a7c15) + (hash >> 29)) | 1;
}

int64_t predefined_bytes(uint32_t type) {
    static const uint8_t bytes[] = {
        0,
#define TYPE(name, bytes, alike) (uint8_t)(bytes),
#include "watch/mpi_types.def"
    };
    return type < TYPE_FIRST_DERIVED ? bytes[type] : 0;
}

void request_watch_buffer(struct request_known *known, const void *buffer, const struct call *call,
                          bool receives) {
    int64_t bytes = call->count > 0 ? call->count * predefined_bytes(call->type) : 0;
    if (bytes <= 0 || !buffer || buffer == MPI_BOTTOM || (receives && bytes > LOOKED_AT))
        return; /* a long message may arrive in pieces */
    known->buffer = buffer;
    known->bytes = (uint64_t)bytes;
    known->receives = receives;
    known->changes = 0;
    known->hash = hash_of(buffer, known->bytes);
}

/* A message of this size is never written from outside, while the rank computes. */
void request_watch_result(struct request_known *known, const void *buffer, int64_t bytes) {
    if (bytes <= 0 || bytes > LOOKED_AT || !buffer || buffer == MPI_BOTTOM)
        return;
    known->result.buffer = buffer;
    known->result.bytes = (uint64_t)bytes;
    known->result.hash = hash_of(buffer, (uint64_t)bytes);
    known->result.calls = watch_process.calls;
}

static void look_at_result(struct request_known *known) {
    bool next = watch_process.calls == known->result.calls + 1;
    if (known->result.hash != 0 && next && watch_process.slot->threads == 1) {
        uint64_t hash = hash_of(known->result.buffer, known->result.bytes);
        known->written = hash != 0 && hash != known->result.hash;
    }
    known->result.hash = 0;
}

void request_look(struct request_known *known) {
    look_at_result(known);
    if (!known->active || known->hash == 0)
        return;
    uint64_t hash = hash_of(known->buffer, known->bytes);
    if (hash != 0 && hash != known->hash && known->changes < UINT8_MAX)
        known->changes++;
    known->hash = hash;
}

bool request_buffer_changed(const struct request_known *known) {
    return known->written || known->changes > (known->receives ? 1 : 0);
}

/* ---- receives under way ---- */

/* Messages whose content does not matter are often received into one and the same place. That is
 * not told: only places that overlap in part are a mistake for certain. */

enum { MOST_RECEIVING = 128 };

static struct {
    const char *start, *end;
    uint32_t serial;
    bool doubled; /* another one has the same place */
} under_way[MOST_RECEIVING];
static size_t under_way_count;

void receiving(uint32_t serial, const void *buffer, int64_t bytes) {
    if (bytes <= 0 || !buffer || buffer == MPI_BOTTOM)
        return;
    const char *start = buffer, *end = start + bytes;
    bool shared = false, doubled = false;
    tables_lock();
    for (size_t i = 0; i < under_way_count; i++) {
        bool same = start == under_way[i].start && end == under_way[i].end;
        under_way[i].doubled = under_way[i].doubled || same;
        doubled = doubled || same;
        shared = shared || (!same && start < under_way[i].end && under_way[i].start < end);
    }
    if (under_way_count < MOST_RECEIVING) {
        under_way[under_way_count].doubled = doubled;
        under_way[under_way_count].start = start;
        under_way[under_way_count].end = end;
        under_way[under_way_count++].serial = serial;
    }
    tables_unlock();
    if (shared)
        record_event(RECORD_MISUSE, SEEN_SHARED_BUFFER, 0, 0, 0, 0);
}

bool received_all(uint32_t serial) {
    bool alone = true;
    tables_lock();
    for (size_t i = 0; i < under_way_count; i++) {
        if (under_way[i].serial == serial) {
            alone = !under_way[i].doubled;
            under_way[i] = under_way[--under_way_count];
            break;
        }
    }
    tables_unlock();
    return alone;
}
