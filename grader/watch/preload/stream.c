/* SPDX-License-Identifier: MIT */
#include "watch/preload/stream.h"

#include "watch/preload/perturb.h"
#include "watch/preload/record.h"

#include <fcntl.h>
#include <link.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct watch_process watch_process;
_Thread_local struct watch_thread watch_thread;

static struct {
    char *path;
    int rank;
    struct watch_cell *ring;
    uint64_t mask, at, taken; /* `at` runs ahead of the head while cells are put */
    bool lost;
    uint32_t timed;
    uint64_t latest;
    uint64_t known[WATCH_PLACES][WATCH_RECORD_WORDS];
} self;

/* ---- locks ---- */

/* Most programs call MPI from one thread, and an atomic exchange is a fifth of what a record costs.
 * So a lock is only said to be busy as long as there is one thread. A second one ends this for
 * ever: the barrier that it asks the kernel for makes the first thread see that, or the second see
 * that the first is still busy. */
struct lock {
    atomic_bool busy;
    atomic_flag flag;
    bool plainly; /* how it was taken */
};

static struct lock stream = {.flag = ATOMIC_FLAG_INIT}, tables = {.flag = ATOMIC_FLAG_INIT};
static atomic_bool several; /* threads, or no such barrier here */

static inline void take(struct lock *lock) {
    atomic_store_explicit(&lock->busy, true, memory_order_relaxed);
    atomic_signal_fence(memory_order_seq_cst);
    if (!atomic_load_explicit(&several, memory_order_acquire)) {
        lock->plainly = true;
        return;
    }
    atomic_store_explicit(&lock->busy, false, memory_order_release);
    while (atomic_flag_test_and_set_explicit(&lock->flag, memory_order_acquire))
        sched_yield();
    lock->plainly = false;
}

static inline void give(struct lock *lock) {
    if (lock->plainly)
        atomic_store_explicit(&lock->busy, false, memory_order_release);
    else
        atomic_flag_clear_explicit(&lock->flag, memory_order_release);
}

static void wait_until_free(struct lock *lock) {
    while (atomic_load_explicit(&lock->busy, memory_order_acquire))
        sched_yield();
}

void stream_new_thread(void) {
    struct watch_slot *slot = watch_process.slot;
    if (atomic_fetch_add(&slot->threads, 1) > 0) {
        atomic_store(&several, true);
        (void)syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);
        wait_until_free(&stream);
        wait_until_free(&tables);
    }
    if (gettid() != getpid())
        atomic_store(&slot->other_thread, 1);
}

void tables_lock(void) {
    take(&tables);
}

void tables_unlock(void) {
    give(&tables);
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
    perturb_start(getenv(WATCH_ENV_PERTURB), rank);
    pthread_atfork(NULL, NULL, forget_in_child);
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
            self.ring = (struct watch_cell *)(void *)(map + WATCH_SLOT_HEAD);
            self.mask = header.ring - 1;
            say_who_we_are(file, slot);
            return slot; /* the file stays open; see say_who_we_are() */
        }
        /* We were another program, which knew MPI, before exec(). */
        if (nobody == (uint32_t)getpid())
            atomic_store(&slot->lost, 1);
        munmap(map, WATCH_SLOT_BYTES(header.ring)); /* another process is this rank */
    }
    close(file);
    return NULL;
}

/* What never calls MPI (a shell in front of the program, or a program that it starts) never takes
 * the slot. */
bool stream_take_slot(void) {
    take(&tables);
    if (!watch_process.slot && !watch_process.off) {
        several = syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) != 0;
        watch_process.slot = map_slot();
        watch_process.off = !watch_process.slot;
    }
    give(&tables);
    return !watch_process.off;
}

/* ---- the ring ---- */

static void stop_recording(void) {
    self.lost = true;
    atomic_store(&watch_process.slot->lost, 1);
}

/* Waits a while for the grader to make room. Under load it may not run for long. */
static bool wait_for_room(uint64_t cells) {
    struct watch_slot *slot = watch_process.slot;
    const struct timespec nap = {.tv_nsec = 200000};
    for (int naps = 0; naps < 25000; naps++) {
        self.taken = atomic_load_explicit(&slot->taken, memory_order_acquire);
        if (self.at + cells - self.taken <= self.mask + 1)
            return true;
        (void)clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
    }
    stop_recording();
    return false;
}

bool stream_begin(uint64_t records) {
    uint64_t cells = (records + 1) * WATCH_CELLS; /* one more at the ring's end */
    take(&stream);
    if (cells > self.mask / 2) /* thousands of requests: cannot be said */
        stop_recording();
    if (!self.lost && (self.at + cells - self.taken <= self.mask + 1 || wait_for_room(cells)))
        return true;
    give(&stream);
    return false;
}

void stream_end(void) {
    atomic_store_explicit(&watch_process.slot->head, self.at, memory_order_release);
    give(&stream);
}

static struct watch_cell *next_cell(void) {
    return &self.ring[self.at++ & self.mask];
}

struct watch_record *stream_record(void) {
    while ((self.at & self.mask) + WATCH_CELLS > self.mask + 1)
        *next_cell() = (struct watch_cell){.kind = RECORD_NONE};
    struct watch_record *record = (void *)&self.ring[self.at & self.mask];
    self.at += WATCH_CELLS;
    return record;
}

/* Reading the clock is a third of what a record costs. */
uint64_t stream_time(enum watch_record_kind kind) {
    if (self.timed <= WATCH_TIMED && (kind == RECORD_ENTER || kind == RECORD_POST))
        self.timed++;
    if (self.timed <= WATCH_TIMED || kind == RECORD_ENTER)
        self.latest = watch_ticks();
    return self.latest;
}

static bool same(const uint64_t *one, const uint64_t *other) {
    return ((one[0] ^ other[0]) | (one[2] ^ other[2]) | (one[3] ^ other[3]) | (one[4] ^ other[4]) |
            (one[5] ^ other[5]) | (one[6] ^ other[6])) == 0;
}

static void tell_anew(const uint64_t *words, uint64_t *known, uint64_t time, uint32_t request) {
    memcpy(known, words, WATCH_RECORD_WORDS * sizeof *known);
    struct watch_record *put = stream_record();
    memcpy(put, words, sizeof *put);
    uint32_t *number = watch_request(put);
    if (number)
        *number = request;
    put->time = time;
    put->kind |= RECORD_REMEMBERED;
}

void stream_again(const uint64_t words[WATCH_RECORD_WORDS], uint64_t time, uint32_t request) {
    uint32_t place = watch_place(words);
    uint64_t *known = self.known[place];
    if (!same(known, words)) {
        tell_anew(words, known, time, request);
        return;
    }
    struct watch_cell *cell = next_cell();
    cell->kind = RECORD_AGAIN;
    cell->place = (uint8_t)place;
    cell->request = request;
    cell->time = time;
}

void stream_requests(size_t count, const uint32_t *requests) {
    struct watch_cell cell = {.kind = RECORD_FEW, .place = (uint8_t)count};
    cell.request = count > 0 ? requests[0] : 0;
    for (size_t i = 1; i < count; i++)
        cell.more[i - 1] = requests[i];
    *next_cell() = cell;
}
