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
    uint32_t driven_out; /* of the places */
} self;

enum { MEMORY = 2 * WATCH_LOOP };

/* Cells as numbers: all but their time. The latest ones, as far as they follow each other without a
 * whole record between them; and the loop that they are in. */
struct stream_next stream_next;
static struct {
    uint64_t latest[MEMORY];
    uint32_t count;        /* of the latest, ever */
    uint32_t period, next; /* period 0: in no loop */
    uint32_t entered;      /* calls in loops that may block */
    uint64_t body[WATCH_LOOP];
    struct watch_cell *told; /* where this loop is told */
    uint64_t cells, begun;   /* that loops stand for: all, and all before this one */
    uint64_t most;           /* then the grader has to be asked */
} loop;

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
            loop.most = WATCH_AHEAD;
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
        loop.most = atomic_load_explicit(&slot->looped, memory_order_relaxed) + WATCH_AHEAD;
        if (self.at + cells - self.taken <= self.mask + 1 && loop.cells < loop.most)
            return true;
        (void)clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
    }
    stop_recording();
    return false;
}

/* Out of the way of what nearly always is: room for more. */
static __attribute__((noinline)) bool find_room(uint64_t cells) {
    if (cells > self.mask / 2) /* thousands of requests: cannot be said */
        stop_recording();
    if (!self.lost && wait_for_room(cells))
        return true;
    give(&stream);
    return false;
}

bool stream_begin(uint64_t records) {
    uint64_t cells = (records + 1) * WATCH_CELLS; /* one more at the ring's end */
    take(&stream);
    bool room = self.at + cells - self.taken <= self.mask + 1 && loop.cells < loop.most;
    return (room && !self.lost && cells <= self.mask / 2) || find_room(cells);
}

void stream_end(void) {
    uint64_t head = watch_head(self.at, loop.cells - loop.begun);
    atomic_store_explicit(&watch_process.slot->head, head, memory_order_release);
    give(&stream);
}

static struct watch_cell *next_cell(void) {
    return &self.ring[self.at++ & self.mask];
}

static void read_clock(void) {
    self.latest = watch_ticks();
    atomic_store_explicit(&watch_process.slot->entered, self.latest, memory_order_relaxed);
}

/* Reading the clock is a third of what a record costs. */
uint64_t stream_time(enum watch_record_kind kind) {
    if (self.timed <= WATCH_TIMED && (kind == RECORD_ENTER || kind == RECORD_POST))
        self.timed++;
    if (self.timed <= WATCH_TIMED || kind == RECORD_ENTER)
        read_clock();
    return self.latest;
}

/* ---- loops ---- */

/* Of a cell AGAIN. Of others it is something else, which does no harm. */
static inline uint32_t place_in(uint64_t number) {
    return (uint32_t)(number >> 8) % WATCH_PLACES;
}

static void end_loop(void) {
    loop.told->time = loop.cells - loop.begun;
    loop.begun = loop.cells;
    loop.period = loop.count = 0;
    stream_next.known = NULL;
}

static void look_at_next(void) {
    stream_next.number = loop.body[loop.next];
    stream_next.known = self.known[place_in(stream_next.number)];
}

static void begin_loop(uint32_t period) {
    loop.told = next_cell();
    *loop.told = (struct watch_cell){.kind = RECORD_LOOP, .place = (uint8_t)period};
    for (uint32_t i = 0; i < period; i++)
        loop.body[i] = loop.latest[(loop.count - period + i) % MEMORY];
    loop.period = period;
    loop.next = 0;
    look_at_next();
}

/* In how many cells everything that is remembered repeats itself; 0: it does not. */
static uint32_t find_period(void) {
    for (uint32_t period = 1; period <= WATCH_LOOP; period++) {
        uint32_t i = 0;
        while (i < MEMORY - period && loop.latest[(loop.count - 1 - i) % MEMORY] ==
                                          loop.latest[(loop.count - 1 - i - period) % MEMORY])
            i++;
        if (i == MEMORY - period)
            return period;
    }
    return 0;
}

static inline struct watch_cell cell_of(uint64_t number, uint64_t time) {
    return (struct watch_cell){
        .kind = (uint8_t)number,
        .place = (uint8_t)(number >> 8),
        .request = {(int16_t)(number >> 16), (int16_t)(number >> 32), (int16_t)(number >> 48)},
        .time = time,
    };
}

/* A head can say so many. */
enum { MOST_IN_ONE = INT32_MAX };

static inline void step(void) {
    loop.next = loop.next + 1 == loop.period ? 0 : loop.next + 1;
    loop.cells++;
    look_at_next();
    if (loop.cells - loop.begun == MOST_IN_ONE)
        end_loop();
}

/* In a loop that goes on, the grader sees by itself when it last did so. */
void stream_step(enum watch_record_kind kind) {
    enum { SELDOM = 16 };
    if (kind == RECORD_ENTER && ++loop.entered % SELDOM == 0)
        read_clock();
    step();
}

/* Calls that are kept with their times are told with their times. */
static void put_cell(uint64_t number, uint64_t time) {
    if (loop.period > 0 && loop.body[loop.next] == number) {
        step();
        return;
    }
    if (loop.period > 0)
        end_loop();
    *next_cell() = cell_of(number, time);
    if (self.timed <= WATCH_TIMED)
        return;
    loop.latest[loop.count++ % MEMORY] = number;
    uint32_t period = loop.count >= MEMORY && loop.count % WATCH_LOOP == 0 ? find_period() : 0;
    if (period > 0)
        begin_loop(period);
}

/* ---- records ---- */

struct watch_record *stream_record(void) {
    if (loop.period > 0)
        end_loop();
    loop.count = 0;
    while ((self.at & self.mask) + WATCH_CELLS > self.mask + 1)
        *next_cell() = (struct watch_cell){.kind = RECORD_NONE};
    struct watch_record *record = (void *)&self.ring[self.at & self.mask];
    self.at += WATCH_CELLS;
    return record;
}

/* Where this one is remembered, or where it will be. */
static uint32_t place_of(const uint64_t words[WATCH_RECORD_WORDS]) {
    enum { WAYS = 4 };
    uint64_t what = words[0] ^ words[2] << 20 ^ words[2] >> 32 ^ words[3] << 7 ^ words[5] << 1;
    uint32_t home = (uint32_t)(what * UINT64_C(0x9e3779b97f4a7c15) >> 57);
    for (uint32_t i = 0; i < WAYS; i++) {
        uint32_t place = (home + i) % WATCH_PLACES;
        if (stream_same(self.known[place], words) || self.known[place][0] == 0)
            return place;
    }
    return (home + self.driven_out++ % WAYS) % WATCH_PLACES;
}

static void tell_anew(const uint64_t *words, uint32_t place, uint64_t time, uint32_t request) {
    memcpy(self.known[place], words, sizeof self.known[place]);
    struct watch_record *put = stream_record();
    memcpy(put, words, sizeof *put);
    uint32_t *number = watch_request(put);
    if (number)
        *number = request;
    put->time = time;
    put->kind |= RECORD_REMEMBERED;
    ((uint64_t *)(void *)put)[WATCH_PLACE_WORD] = place;
}

void stream_again(enum watch_record_kind kind, const uint64_t words[WATCH_RECORD_WORDS],
                  uint64_t time, uint32_t request) {
    uint16_t far = 0;
    if (kind == RECORD_POST || kind == RECORD_NAMED)
        stream_next.requests++;
    bool near = (kind != RECORD_POST && kind != RECORD_DONE) ||
                stream_distance(request, stream_next.requests, &far);
    uint32_t place = place_of(words);
    if (near && stream_same(self.known[place], words))
        put_cell(stream_number(RECORD_AGAIN, place, far, 0, 0), time);
    else
        tell_anew(words, place, time, request);
}

bool stream_requests(size_t count, const uint32_t *requests) {
    uint16_t far[WATCH_FEW];
    for (size_t i = 0; i < count; i++)
        if (requests[i] == REQUEST_UNKNOWN ||
            !stream_distance(requests[i], stream_next.requests, far))
            return false;
    for (size_t i = 0; i < count; i += WATCH_FEW) {
        size_t some = count - i < WATCH_FEW ? count - i : WATCH_FEW;
        for (size_t k = 0; k < WATCH_FEW; k++)
            if (k >= some || !stream_distance(requests[i + k], stream_next.requests, &far[k]))
                far[k] = 0;
        put_cell(stream_number(RECORD_FEW, (uint32_t)some, far[0], far[1], far[2]), self.latest);
    }
    return true;
}
