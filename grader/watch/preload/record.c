/* SPDX-License-Identifier: MIT */
#include "watch/preload/record.h"

#include "watch/preload/where.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct watch_process watch_process;
_Thread_local struct watch_thread watch_thread;

static struct {
    char *path;
    int rank;
    struct watch_record *ring;
    uint64_t mask, head, taken;
    bool lost;
    atomic_flag stream, tables;
} self = {.stream = ATOMIC_FLAG_INIT, .tables = ATOMIC_FLAG_INIT};

/* ---- locks ---- */

static void lock(atomic_flag *flag) {
    while (atomic_flag_test_and_set_explicit(flag, memory_order_acquire))
        sched_yield();
}

static void unlock(atomic_flag *flag) {
    atomic_flag_clear_explicit(flag, memory_order_release);
}

void tables_lock(void) {
    lock(&self.tables);
}

void tables_unlock(void) {
    unlock(&self.tables);
}

/* ---- finding the slot ---- */

static int number_of(const char *name) {
    const char *text = getenv(name);
    return text ? atoi(text) : -1;
}

/* A child that the program forks is not a rank. */
static void forget_in_child(void) {
    watch_process.off = true;
    watch_process.slot = NULL;
}

__attribute__((constructor)) static void start(void) {
    const char *path = getenv(WATCH_ENV_MAP);
    int rank = number_of("OMPI_COMM_WORLD_RANK");
    if (rank < 0)
        rank = number_of("PMI_RANK");
    watch_process.off = !path || path[0] == '\0' || rank < 0 || (uint32_t)rank >= WATCH_MAX_RANKS;
    if (watch_process.off)
        return;
    self.path = strdup(path);
    self.rank = rank;
    watch_process.strict_sends = number_of(WATCH_ENV_SENDS) == 1;
    watch_process.strict_collectives = number_of(WATCH_ENV_COLLECTIVES) == 1;
    const char *seed = getenv(WATCH_ENV_PERTURB);
    if (seed && seed[0] != '\0')
        watch_process.perturb = (strtoull(seed, NULL, 10) + 1) * 0x9e3779b97f4a7c15u +
                                (uint64_t)rank * 0xbf58476d1ce4e5b9u;
    pthread_atfork(NULL, NULL, forget_in_child);
}

__attribute__((destructor)) static void stop(void) {
    if (watch_process.slot)
        record_event(RECORD_EXIT, 0, 0, 0, 0, 0);
}

/* The first object that the loader lists is the program. */
static int note_program(struct dl_phdr_info *info, size_t size, void *data) {
    (void)size;
    struct watch_slot *slot = data;
    uint64_t end = 0;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD &&
            info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz > end)
            end = info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz;
    atomic_store(&slot->base, info->dlpi_addr);
    atomic_store(&slot->end, info->dlpi_addr + end);
    return 1;
}

/* The lock tells the grader, in its own numbering, which process this is; it goes with the process,
 * so the descriptor stays open. */
static void say_who_we_are(int file, struct watch_slot *slot) {
    struct flock range = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = self.rank, .l_len = 1};
    (void)fcntl(file, F_SETLK, &range);
    dl_iterate_phdr(note_program, slot);
}

static struct watch_slot *map_slot(void) {
    int file = open(self.path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return NULL;
    struct watch_header header;
    struct stat status;
    bool sound = fstat(file, &status) == 0 &&
                 pread(file, &header, sizeof header, 0) == (ssize_t)sizeof header &&
                 header.magic == WATCH_MAGIC && header.version == WATCH_VERSION &&
                 header.calls == CALL_COUNT && header.np <= WATCH_MAX_RANKS &&
                 (uint32_t)self.rank < header.np && header.ring >= WATCH_MIN_RING &&
                 header.ring <= WATCH_MAX_RING && (header.ring & (header.ring - 1)) == 0 &&
                 (uint64_t)status.st_size == WATCH_MAP_BYTES(header.np, header.ring);
    char *map = MAP_FAILED;
    if (sound)
        map = mmap(NULL, WATCH_SLOT_BYTES(header.ring), PROT_READ | PROT_WRITE, MAP_SHARED, file,
                   (off_t)WATCH_SLOT_AT((uint32_t)self.rank, header.ring));
    struct watch_slot *slot = NULL;
    uint32_t nobody = 0;
    if (map != MAP_FAILED) {
        slot = (struct watch_slot *)map;
        if (atomic_compare_exchange_strong(&slot->pid, &nobody, (uint32_t)getpid())) {
            self.ring = (struct watch_record *)(map + WATCH_SLOT_HEAD);
            self.mask = header.ring - 1;
            say_who_we_are(file, slot);
            return slot; /* the file stays open; see say_who_we_are() */
        }
        if (nobody ==
            (uint32_t)getpid()) /* we were another program, which knew MPI, before exec() */
            atomic_store(&slot->lost, 1);
        munmap(map, WATCH_SLOT_BYTES(header.ring)); /* another process is this rank */
    }
    close(file);
    return NULL;
}

/* Happens at the first MPI call: what never calls MPI (a shell in front of the program, or a
 * program that it starts) never takes the slot. */
static bool take_slot(void) {
    lock(&self.tables);
    if (!watch_process.slot && !watch_process.off) {
        watch_process.slot = map_slot();
        watch_process.off = !watch_process.slot;
    }
    unlock(&self.tables);
    if (watch_process.off)
        return false;
    where_start();
    return true;
}

/* ---- the stream ---- */

/* Waits a while for the grader to make room. Under load it may not run for long. */
static bool wait_for_room(uint64_t records) {
    struct watch_slot *slot = watch_process.slot;
    const struct timespec nap = {.tv_nsec = 200000};
    for (int naps = 0; naps < 25000; naps++) {
        self.taken = atomic_load_explicit(&slot->taken, memory_order_acquire);
        if (self.head + records - self.taken <= self.mask + 1)
            return true;
        (void)clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
    }
    self.lost = true;
    atomic_store(&slot->lost, 1);
    return false;
}

/* Locks the stream; false (and unlocked) when recording has stopped. */
static bool reserve(uint64_t records) {
    lock(&self.stream);
    if (!self.lost && (self.head + records - self.taken <= self.mask + 1 || wait_for_room(records)))
        return true;
    unlock(&self.stream);
    return false;
}

/* The i-th reserved record. */
static struct watch_record *at(uint64_t i) {
    return &self.ring[(self.head + i) & self.mask];
}

static void publish(uint64_t records) {
    self.head += records;
    atomic_store_explicit(&watch_process.slot->head, self.head, memory_order_release);
    unlock(&self.stream);
}

static uint64_t pieces(size_t count, size_t each) {
    return (count + each - 1) / each;
}

static uint64_t put_words(uint64_t i, enum watch_record_kind kind, uint8_t flags, size_t count,
                          const int32_t *words) {
    for (size_t done = 0; done < count; done += WATCH_WORDS, i++) {
        size_t some = count - done < WATCH_WORDS ? count - done : WATCH_WORDS;
        struct watch_record *record = at(i);
        *record = (struct watch_record){.kind = (uint8_t)kind, .comm = (uint32_t)some};
        record->flags = done + some == count ? flags | FLAG_LAST : flags;
        memcpy(record->words, words + done, some * sizeof *words);
    }
    return i;
}

static void put_call(struct watch_record *record, enum watch_record_kind kind,
                     const struct call *call, uint64_t where) {
    *record = (struct watch_record){
        .kind = (uint8_t)kind,
        .flags = call->flags,
        .call = (uint16_t)watch_thread.call,
        .comm = call->comm,
        .time = kind == RECORD_HALF ? 0 : watch_ticks(),
        .call_ = {.peer = call->peer,
                  .tag = call->tag,
                  .count = call->count,
                  .type = call->type,
                  .op = call->op,
                  .where = where,
                  .request = call->request,
                  .persistent = call->persistent},
    };
}

static void record_call(enum watch_record_kind kind, const struct call *call) {
    uint64_t where = where_now(watch_thread.address);
    uint64_t records = 1 + (call->half ? 1u : 0u) + pieces(call->request_count, WATCH_WORDS);
    if (records > WATCH_MIN_RING / 2 &&
        records > self.mask / 2) { /* cannot be said: thousands of requests */
        self.lost = true;
        atomic_store(&watch_process.slot->lost, 1);
    }
    if (!reserve(records))
        return;
    uint64_t i = 0;
    if (call->half)
        put_call(at(i++), RECORD_HALF, call->half, where);
    i = put_words(i, RECORD_REQUESTS, 0, call->request_count, (const int32_t *)call->requests);
    put_call(at(i), kind, call, where);
    publish(records);
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

static void put_leave(struct watch_record *record, int error, int source, int tag, int64_t bytes) {
    *record = (struct watch_record){
        .kind = RECORD_LEAVE,
        .call = (uint16_t)watch_thread.call,
        .time = watch_ticks(),
        .leave = {.error = error, .source = source, .tag = tag, .bytes = bytes},
    };
}

void record_leave(int error, int source, int tag, int64_t bytes) {
    if (!reserve(1))
        return;
    put_leave(at(0), error, source, tag, bytes);
    publish(1);
}

void record_done(const struct watch_done *done, const uint8_t *flags, size_t count, bool leave,
                 int error) {
    uint64_t records = count + (leave ? 1 : 0);
    if (records == 0 || !reserve(records))
        return;
    for (size_t i = 0; i < count; i++) {
        struct watch_record *record = at(i);
        *record = (struct watch_record){.kind = RECORD_DONE, .comm = 1, .flags = flags[i]};
        record->time = watch_ticks();
        record->done[0] = done[i];
    }
    if (leave)
        put_leave(at(count), error, WATCH_NULL, WATCH_NULL, 0);
    publish(records);
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
    if (!reserve(1))
        return;
    *at(0) = (struct watch_record){
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
    publish(1);
}

void record_comm(uint32_t serial, uint64_t id, int rank, int size, const int *members, bool inter) {
    uint64_t where = where_now(watch_thread.address);
    uint64_t records = 1 + pieces((size_t)size, WATCH_WORDS);
    if (!reserve(records))
        return;
    *at(0) = (struct watch_record){
        .kind = RECORD_COMM,
        .flags = inter ? FLAG_INTER : 0,
        .call = (uint16_t)watch_thread.call,
        .comm = serial,
        .time = watch_ticks(),
        .comm_ = {.id = id, .where = where, .size = size, .rank = rank},
    };
    put_words(1, RECORD_MEMBERS, 0, (size_t)size, members);
    publish(records);
}

void record_comm_freed(uint32_t serial) {
    if (!reserve(1))
        return;
    *at(0) = (struct watch_record){.kind = RECORD_COMM_FREED, .comm = serial};
    publish(1);
}

void record_type(uint32_t type, uint64_t signature, int64_t bytes, uint32_t basic, int64_t basics) {
    if (!reserve(1))
        return;
    *at(0) = (struct watch_record){
        .kind = RECORD_TYPE,
        .type_ = {.signature = signature,
                  .bytes = bytes,
                  .basics = basics,
                  .type = type,
                  .basic = basic},
    };
    publish(1);
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
    if (!reserve(records))
        return;
    for (uint64_t i = 0; i < records; i++) {
        size_t left = length - i * PIECE, some = left < PIECE ? left : PIECE;
        struct watch_record *record = at(i);
        *record = (struct watch_record){.kind = i == 0 ? RECORD_FILE : RECORD_TEXT, .comm = number};
        record->flags = i + 1 == records ? FLAG_LAST : 0;
        memcpy(record->text, path + i * PIECE, some);
    }
    publish(records);
}

/* ---- calls ---- */

/* A delay of up to a millisecond at one call in four. */
static void delay(void) {
    uint64_t x = watch_process.perturb;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    watch_process.perturb = x != 0 ? x : 1;
    struct timespec nap = {.tv_nsec = (long)((x >> 20) % 1000000)};
    if ((x >> 8) % 4 == 0)
        (void)clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
}

static bool allowed_at_any_time(enum watch_call call) {
    return call == CALL_Init || call == CALL_Init_thread || call == CALL_Initialized ||
           call == CALL_Finalized || call == CALL_Get_version || call == CALL_Get_library_version ||
           call == CALL_Wtime || call == CALL_Wtick;
}

static void notice_thread(struct watch_slot *slot) {
    watch_thread.seen = true;
    atomic_fetch_add(&slot->threads, 1);
    if (gettid() != getpid())
        atomic_store(&slot->other_thread, 1);
}

bool call_begin_slowly(enum watch_call call, void *address, char *frame) {
    int saved = errno;
    if (watch_process.slot || take_slot()) {
        struct watch_slot *slot = watch_process.slot;
        if (!watch_thread.seen)
            notice_thread(slot);
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
            delay();
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
