/* SPDX-License-Identifier: MIT */
/* Communicators, datatypes and operators: from MPI's handles to the numbers of the records. */
#include "watch/preload/interpose.h"

#include <stdlib.h>
#include <string.h>

#define GOLDEN UINT64_C(0x9e3779b97f4a7c15)

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * GOLDEN;
    return hash ^ hash >> 31;
}

/* ---- an open hash table from handles to entries ---- */

struct entry {
    uint64_t key;
    uint32_t serial; /* 0: free; GONE: was used */
    int rank;        /* of communicators */
    uint32_t uses;   /* of member lists: communicators made so far */
};

#define GONE UINT32_MAX

struct table {
    struct entry *entries;
    size_t capacity, used; /* a power of two; used counts GONE, too */
};

static struct table comms, types, lists;
static uint32_t last_comm, last_type = TYPE_FIRST_DERIVED - 1;

static struct entry *lookup(const struct table *table, uint64_t key) {
    for (size_t i = 0; i < table->capacity; i++) {
        struct entry *entry = &table->entries[(mix(1, key) + i) & (table->capacity - 1)];
        if (entry->serial == 0)
            return NULL;
        if (entry->serial != GONE && entry->key == key)
            return entry;
    }
    return NULL;
}

/* NULL without memory. */
static struct entry *insert(struct table *table, struct entry new) {
    if (table->used * 2 >= table->capacity) {
        struct table wider = {.capacity = table->capacity > 0 ? table->capacity * 2 : 128};
        wider.entries = calloc(wider.capacity, sizeof *wider.entries);
        if (!wider.entries)
            return NULL;
        for (size_t i = 0; i < table->capacity; i++)
            if (table->entries[i].serial != 0 && table->entries[i].serial != GONE)
                (void)insert(&wider, table->entries[i]);
        free(table->entries);
        *table = wider;
    }
    struct entry *entry = lookup(table, new.key);
    for (size_t i = 0; !entry; i++) {
        struct entry *next = &table->entries[(mix(1, new.key) + i) & (table->capacity - 1)];
        if (next->serial == 0) {
            entry = next;
            table->used++;
        }
    }
    *entry = new;
    return entry;
}

static struct entry find(const struct table *table, uint64_t key) {
    tables_lock();
    struct entry *entry = lookup(table, key);
    struct entry found = entry ? *entry : (struct entry){0};
    tables_unlock();
    return found;
}

static uint32_t add(struct table *table, uint64_t key, uint32_t *last, int rank) {
    tables_lock();
    uint32_t serial = ++*last;
    (void)insert(table, (struct entry){.key = key, .serial = serial, .rank = rank});
    tables_unlock();
    return serial;
}

static uint32_t remove_key(struct table *table, uint64_t key) {
    tables_lock();
    struct entry *entry = lookup(table, key);
    uint32_t serial = entry ? entry->serial : 0;
    if (entry)
        entry->serial = GONE;
    tables_unlock();
    return serial;
}

/* ---- communicators ---- */

uint32_t comm_serial(MPI_Comm comm) {
    return comm == MPI_COMM_WORLD ? (uint32_t)COMM_WORLD : find(&comms, HANDLE_BITS(comm)).serial;
}

int comm_rank(MPI_Comm comm) {
    return find(&comms, HANDLE_BITS(comm)).rank;
}

/* The world ranks of the members; NULL when that fails. An inter-communicator's are those of its
 * own group: the grader follows no messages on them. */
static int *members_of(MPI_Comm comm, int size) {
    MPI_Group group = MPI_GROUP_NULL, world = MPI_GROUP_NULL;
    int *both = calloc((size_t)size * 2, sizeof *both), *members = NULL;
    if (both && real.Comm_group(comm, &group) == MPI_SUCCESS &&
        real.Comm_group(MPI_COMM_WORLD, &world) == MPI_SUCCESS) {
        for (int i = 0; i < size; i++)
            both[size + i] = i;
        if (real.Group_translate_ranks(group, size, both + size, world, both) == MPI_SUCCESS) {
            members = both;
            both = NULL;
        }
    }
    if (group != MPI_GROUP_NULL)
        (void)real.Group_free(&group);
    if (world != MPI_GROUP_NULL)
        (void)real.Group_free(&world);
    free(both);
    return members;
}

/* The same number on all members, without asking them: what the members are, and how many
 * communicators of exactly these members this process has seen, which is the same everywhere, since
 * making one is collective over them. */
static uint64_t comm_id(const int *members, int size, bool inter) {
    uint64_t key = mix(GOLDEN, inter ? 1 : 0);
    for (int i = 0; i < size; i++)
        key = mix(key, (uint64_t)members[i] + 1);
    tables_lock();
    struct entry *list = lookup(&lists, key);
    if (!list)
        list = insert(&lists, (struct entry){.key = key, .serial = 1});
    uint32_t uses = list ? list->uses++ : 0;
    tables_unlock();
    return mix(key, uses);
}

/* `like` has the same members and can be asked; `last` is the number before the one to give. */
static void tell_comm(MPI_Comm comm, MPI_Comm like, uint32_t *last) {
    int rank = 0, size = 0, inter = 0;
    if (comm == MPI_COMM_NULL || real.Comm_size(like, &size) != MPI_SUCCESS || size <= 0 ||
        real.Comm_rank(like, &rank) != MPI_SUCCESS ||
        real.Comm_test_inter(like, &inter) != MPI_SUCCESS)
        return;
    int *members = members_of(like, size);
    if (!members)
        return;
    uint64_t id = comm_id(members, size, inter != 0);
    uint32_t serial = add(&comms, HANDLE_BITS(comm), last, rank);
    record_comm(serial, id, rank, size, members, inter != 0);
    free(members);
}

void comm_made(MPI_Comm comm) {
    tell_comm(comm, comm, &last_comm);
}

void comm_made_like(MPI_Comm comm, MPI_Comm parent) {
    tell_comm(comm, parent, &last_comm);
}

void comm_gone(uint32_t serial, MPI_Comm comm) {
    (void)remove_key(&comms, HANDLE_BITS(comm));
    record_comm_freed(serial);
}

/* ---- datatypes and operators ---- */

/* Programs use few types, mostly predefined ones, whose handles never go away. */
uint32_t type_serial(MPI_Datatype type) {
    static _Thread_local struct {
        uint64_t key;
        uint32_t serial;
    } latest;
    if (latest.serial != TYPE_UNKNOWN && latest.key == HANDLE_BITS(type))
        return latest.serial;
    uint32_t serial = find(&types, HANDLE_BITS(type)).serial;
    if (serial < TYPE_FIRST_DERIVED) {
        latest.key = HANDLE_BITS(type);
        latest.serial = serial;
    }
    return serial;
}

static void add_predefined(void) {
    uint32_t serial = TYPE_UNKNOWN;
#define TYPE(name, bytes, alike)                                                                   \
    if (name != MPI_DATATYPE_NULL && find(&types, HANDLE_BITS(name)).serial == 0)                  \
        (void)add(&types, HANDLE_BITS(name), &(uint32_t){serial}, 0);                              \
    serial++;
#include "watch/mpi_types.def"
}

struct signature {
    uint64_t hash;
    int64_t basics;
    uint32_t basic; /* TYPE_UNKNOWN: several */
    bool known;
};

static void append(struct signature *sum, struct signature part, int64_t times) {
    if (!part.known || part.basics == 0 || times <= 0) {
        sum->known = sum->known && part.known;
        return;
    }
    sum->basic = sum->basics == 0 || sum->basic == part.basic ? part.basic : TYPE_UNKNOWN;
    sum->basics += part.basics * times;
    sum->hash = mix(mix(sum->hash, part.hash), (uint64_t)times);
}

static struct signature signature_of(MPI_Datatype type, int depth);

/* How many of the inner type a constructor's integers say. */
static int64_t inner_count(int combiner, const int *integers, int count, int inner) {
    int64_t sum = 0;
    switch (combiner) {
    case MPI_COMBINER_CONTIGUOUS:
        return integers[0];
    case MPI_COMBINER_VECTOR:
    case MPI_COMBINER_HVECTOR:
    case MPI_COMBINER_INDEXED_BLOCK:
    case MPI_COMBINER_HINDEXED_BLOCK:
        return (int64_t)integers[0] * integers[1];
    case MPI_COMBINER_INDEXED:
    case MPI_COMBINER_HINDEXED:
        for (int i = 1; i <= integers[0] && i < count; i++)
            sum += integers[i];
        return sum;
    case MPI_COMBINER_STRUCT:
        return inner + 1 < count ? integers[inner + 1] : 0;
    case MPI_COMBINER_SUBARRAY:
        sum = 1;
        for (int i = 0; i < integers[0] && 1 + integers[0] + i < count; i++)
            sum *= integers[1 + integers[0] + i];
        return sum;
    case MPI_COMBINER_DUP:
    case MPI_COMBINER_RESIZED:
        return 1;
    default:
        return -1;
    }
}

/* Handles that MPI_Type_get_contents makes are ours to free, unless they are predefined. */
static void release(MPI_Datatype *type) {
    int a, b, c, combiner = MPI_COMBINER_NAMED;
    if (real.Type_get_envelope(*type, &a, &b, &c, &combiner) == MPI_SUCCESS &&
        combiner != MPI_COMBINER_NAMED)
        (void)real.Type_free(type);
}

static struct signature signature_of_made(MPI_Datatype type, int depth, int combiner, int integers,
                                          int addresses, int inner) {
    struct signature sum = {.hash = 1, .known = true};
    int *numbers = calloc((size_t)integers + 1, sizeof *numbers);
    MPI_Aint *places = calloc((size_t)addresses + 1, sizeof *places);
    MPI_Datatype *parts = calloc((size_t)inner + 1, sizeof *parts);
    if (!numbers || !places || !parts ||
        real.Type_get_contents(type, integers, addresses, inner, numbers, places, parts) !=
            MPI_SUCCESS) {
        sum.known = false;
        inner = 0;
    }
    for (int i = 0; i < inner; i++) {
        int64_t times = inner_count(combiner, numbers, integers, i);
        struct signature part = signature_of(parts[i], depth + 1);
        part.known = part.known && times >= 0;
        append(&sum, part, times);
        release(&parts[i]);
    }
    free(numbers);
    free(places);
    free(parts);
    return sum;
}

static struct signature signature_of(MPI_Datatype type, int depth) {
    struct signature none = {0};
    int integers, addresses, inner, combiner;
    if (depth > 8 ||
        real.Type_get_envelope(type, &integers, &addresses, &inner, &combiner) != MPI_SUCCESS)
        return none;
    if (combiner != MPI_COMBINER_NAMED)
        return signature_of_made(type, depth, combiner, integers, addresses, inner);
    uint32_t serial = type_serial(type);
    return (struct signature){.hash = mix(1, serial),
                              .basics = 1,
                              .basic = serial,
                              .known = serial != TYPE_UNKNOWN && serial < TYPE_FIRST_DERIVED};
}

void type_committed(MPI_Datatype type) {
    int bytes = 0;
    if (type_serial(type) != TYPE_UNKNOWN || real.Type_size(type, &bytes) != MPI_SUCCESS)
        return;
    struct signature signature = signature_of(type, 0);
    uint32_t serial = add(&types, HANDLE_BITS(type), &last_type, 0);
    record_type(serial, signature.known ? signature.hash : 0, bytes,
                signature.known ? signature.basic : TYPE_UNKNOWN,
                signature.known ? signature.basics : 0);
}

uint32_t op_serial(MPI_Op op) {
    if (op == MPI_OP_NULL)
        return OP_NONE;
    uint32_t serial = OP_NONE;
#define OP(name)                                                                                   \
    serial++;                                                                                      \
    if (op == name)                                                                                \
        return serial;
#include "watch/mpi_ops.def"
    return OP_USER;
}

/* ---- what must be freed ---- */

void handle_made(enum watch_handle kind, uint64_t bits) {
    if (kind == HANDLE_GROUP &&
        (bits == HANDLE_BITS(MPI_GROUP_EMPTY) || bits == HANDLE_BITS(MPI_GROUP_NULL)))
        return;
    record_event(RECORD_MADE, kind, bits, 0, 0, 0);
}

void handle_freed(enum watch_handle kind, uint64_t bits) {
    if (kind == HANDLE_TYPE)
        (void)remove_key(&types, bits);
    record_event(RECORD_FREED, kind, bits, 0, 0, 0);
}

void handles_start(void) {
    add_predefined();
    last_comm = COMM_WORLD - 1;
    tell_comm(MPI_COMM_WORLD, MPI_COMM_WORLD, &last_comm);
    tell_comm(MPI_COMM_SELF, MPI_COMM_SELF, &last_comm);
}
