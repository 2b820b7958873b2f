/* SPDX-License-Identifier: MIT */
/* What the ranks have handles of, as their records tell it: datatypes, communicators, what must be
 * freed, and the files of Python programs. */
#include "watch/state.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- datatypes ---- */

const struct type *account_type(const struct rank *rank, uint32_t type) {
    static const struct type predefined[] = {
        {.type = TYPE_UNKNOWN, .basics = 1},
#define TYPE(name, bytes_, alike)                                                                  \
    {.type = TYPE_##name, .basic = TYPE_##name, .bytes = (bytes_), .basics = 1},
#include "watch/mpi_types.def"
    };
    static const struct type unknown = {.type = TYPE_UNKNOWN};
    if (type < TYPE_FIRST_DERIVED)
        return &predefined[type];
    const struct type *known = index_get(&rank->types, type);
    return known ? known : &unknown;
}

/* Types that hold the same C type under other names are alike; MPI_PACKED meets all. */
bool types_differ(struct type one, struct type other) {
    char mine = type_alike(one.basic), others = type_alike(other.basic);
    return mine != 0 && others != 0 && mine != others && mine != 'P' && others != 'P';
}

int64_t bytes_of(struct type type, int64_t count) {
    int64_t bytes;
    if (type.type == TYPE_UNKNOWN || count < 0 ||
        __builtin_mul_overflow(type.bytes, count, &bytes) || bytes < 0)
        return -1;
    return bytes;
}

void learn_type(struct watch *watch, struct rank *rank, const struct watch_record *record) {
    uint32_t number = record->type_.type;
    if (number < TYPE_FIRST_DERIVED || rank->types.count >= MOST_MADE)
        return; /* its messages' sizes will not be known */
    struct type *type = index_get(&rank->types, number);
    if (!type && !keep(watch, sizeof *type + INDEX_BYTES))
        return;
    if (!type)
        type = arena_alloc(watch->arena, sizeof *type);
    *type = (struct type){
        .type = number,
        .basic = record->type_.basic < TYPE_FIRST_DERIVED ? record->type_.basic : TYPE_UNKNOWN,
        .bytes = record->type_.bytes,
        .basics = record->type_.basics,
        .signature = record->type_.signature,
    };
    index_put(&rank->types, number, type);
}

/* ---- communicators ---- */

static struct comm *comm_new(struct watch *watch, const struct watch_record *record,
                             const int *members) {
    int size = record->comm_.size;
    struct comm *comm = arena_alloc(watch->arena, sizeof *comm);
    *comm = (struct comm){.id = record->comm_.id,
                          .number = watch->comm_count++,
                          .size = size,
                          .inter = (record->flags & FLAG_INTER) != 0,
                          .members = arena_array(watch->arena, (size_t)size, sizeof(int)),
                          .inboxes = arena_array(watch->arena, (size_t)size, sizeof(struct inbox)),
                          .next = arena_array(watch->arena, (size_t)size, sizeof(uint64_t)),
                          .serials = arena_array(watch->arena, (size_t)size, sizeof(uint32_t))};
    memcpy(comm->members, members, (size_t)size * sizeof *members);
    /* What mpi4py's reductions send among themselves is not what the program sends; which those
     * are is known only when its text is read. */
    comm->made_where = record->comm_.where;
    if ((comm->made_where & WHERE_PYTHON) && record->call == CALL_Comm_dup &&
        watch->apart_count < MOST_APART) {
        watch->apart_count++;
        comm->apart =
            arena_array(watch->arena, 2 * (size_t)watch->np * (size_t)watch->np, sizeof(uint64_t));
    }
    index_put(&watch->comms, comm->id, comm);
    return comm;
}

static bool members_sound(const struct watch *watch, const struct watch_record *record,
                          const int *members, int owner) {
    for (int i = 0; i < record->comm_.size; i++)
        if (members[i] < 0 || members[i] >= watch->np)
            return false;
    return record->comm_.rank >= 0 && record->comm_.rank < record->comm_.size &&
           members[record->comm_.rank] == owner;
}

/* Whether what is told fits what the others told, and is not too much. */
static bool comm_sound(struct watch *watch, int owner, const struct comm *comm) {
    const struct rank *rank = &watch->ranks[owner];
    const struct watch_record *record = &rank->comm_record;
    const size_t size = (size_t)record->comm_.size;
    if (!members_sound(watch, record, rank->members, owner) || watch->comms.count >= MOST_COMMS ||
        rank->comms.count >= MOST_COMMS || index_get(&rank->comms, record->comm))
        return false;
    if (comm)
        return comm->size == record->comm_.size &&
               memcmp(comm->members, rank->members, size * sizeof *rank->members) == 0;
    return keep(watch, sizeof *comm + INDEX_BYTES +
                           size * (2 * sizeof(int) + sizeof(struct inbox) + sizeof(uint64_t)));
}

/* All its members are told. The other ranks' word for it must be the same. */
static void learn_comm(struct watch *watch, int owner) {
    struct rank *rank = &watch->ranks[owner];
    const struct watch_record *record = &rank->comm_record;
    rank->making = false;
    struct comm *comm = index_get(&watch->comms, record->comm_.id);
    if (!comm_sound(watch, owner, comm) || !keep(watch, sizeof(struct comm_handle) + INDEX_BYTES)) {
        watch->lost = true;
        return;
    }
    if (!comm)
        comm = comm_new(watch, record, rank->members);
    struct comm_handle *handle = arena_alloc(watch->arena, sizeof *handle);
    *handle = (struct comm_handle){.comm = comm,
                                   .rank = record->comm_.rank,
                                   .where = record->comm_.where,
                                   .call = record->call};
    comm->serials[handle->rank] = record->comm;
    index_put(&rank->comms, record->comm, handle);
}

void begin_comm(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    if (record->comm_.size < 1 || record->comm_.size > watch->np) {
        watch->lost = true;
        return;
    }
    if (!rank->members)
        rank->members = arena_array(watch->arena, (size_t)watch->np, sizeof *rank->members);
    rank->making = true;
    rank->comm_record = *record;
    rank->member_count = 0;
}

void more_members(struct watch *watch, int owner, const struct watch_record *record) {
    struct rank *rank = &watch->ranks[owner];
    for (uint32_t i = 0; rank->making && i < record->comm && i < WATCH_WORDS; i++)
        if (rank->member_count < (size_t)rank->comm_record.comm_.size)
            rank->members[rank->member_count++] = record->words[i];
    if (rank->making && rank->member_count == (size_t)rank->comm_record.comm_.size)
        learn_comm(watch, owner);
}

struct comm_handle *comm_of(const struct rank *rank, uint32_t serial) {
    struct comm_handle *handle = index_get(&rank->comms, serial);
    return handle && !handle->comm->gone ? handle : NULL;
}

/* ---- what must be freed; what the library saw ---- */

static uint64_t made_key(const struct watch_record *record) {
    return record->event.handle * HANDLE_KIND_COUNT + record->event.detail;
}

void make(struct watch *watch, struct rank *rank, const struct watch_record *record) {
    struct made *made = index_get(&rank->made, made_key(record));
    if (record->event.detail >= HANDLE_KIND_COUNT || rank->made.count >= MOST_MADE)
        return;
    if (!made && !keep(watch, sizeof *made + INDEX_BYTES))
        return;
    if (!made) {
        made = calloc(1, sizeof *made);
        if (!made)
            die("out of memory");
        index_put(&rank->made, made_key(record), made);
    }
    *made = (struct made){.kind = (enum watch_handle)record->event.detail,
                          .count = made->count < INT_MAX ? made->count + 1 : INT_MAX,
                          .where = record->event.where,
                          .call = record->call};
}

void unmake(struct watch *watch, struct rank *rank, const struct watch_record *record) {
    struct made *made = index_get(&rank->made, made_key(record));
    if (made && --made->count <= 0) {
        let_go(&watch->cost, sizeof *made + INDEX_BYTES);
        free(index_remove(&rank->made, made_key(record)));
    }
}

/* ---- Python files ---- */

/* The name comes in pieces; a number's name is told once. */
void file_name(struct watch *watch, struct rank *rank, const struct watch_record *record) {
    if (record->comm >= MOST_FILES)
        return;
    struct file_name *name = index_get(&rank->files, record->comm);
    if (!name) {
        name = arena_alloc(watch->arena, sizeof *name);
        index_put(&rank->files, record->comm, name);
    }
    size_t length = strlen(name->text), more = strnlen(record->text, sizeof record->text);
    if (length + more < sizeof name->text)
        memcpy(name->text + length, record->text, more);
}

/* ---- communicators that nobody has any more ---- */

/* Nothing can happen on it any more, and it has no counts of its own for the log. */
static bool comm_over(const struct comm *comm) {
    if (comm->freed < comm->size || comm->open_count > 0 || comm->apart)
        return false;
    for (int m = 0; m < comm->size; m++) {
        const struct inbox *inbox = &comm->inboxes[m];
        if (inbox->sends.first || inbox->receives.first || inbox->pairs || inbox->uncertain)
            return false;
    }
    return true;
}

/* The log may name it still, so its memory stays; a program may make and free thousands. */
void free_comm(struct watch *watch, const struct rank *rank, const struct watch_record *record) {
    struct comm_handle *handle = comm_of(rank, record->comm);
    if (!handle || handle->freed)
        return;
    struct comm *comm = handle->comm;
    handle->freed = true;
    comm->freed++;
    if (!comm_over(comm))
        return;
    comm->gone = true;
    collectives_done(watch, comm);
    (void)index_remove(&watch->comms, comm->id);
    for (int m = 0; m < comm->size; m++)
        (void)index_remove(&watch->ranks[comm->members[m]].comms, comm->serials[m]);
}
