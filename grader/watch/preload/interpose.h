/* SPDX-License-Identifier: MIT */
/* What the wrappers share. */
#ifndef MPIGRADE_WATCH_PRELOAD_INTERPOSE_H
#define MPIGRADE_WATCH_PRELOAD_INTERPOSE_H

#include "watch/preload/record.h"

#include <mpi.h>

#define EXPORTED __attribute__((visibility("default")))

/* The MPI library's own functions. */
struct real_calls {
#define SPECIAL(name) __typeof__(MPI_##name) *name;
#include "watch/mpi_calls.def"
};

extern struct real_calls real;

void find_real_calls(void); /* a constructor; harmless when repeated */

/* Handles are pointers under Open MPI and integers under MPICH. */
#define HANDLE_BITS(handle) ((uint64_t)(uintptr_t)(handle))

/* ---- describing calls (describe.c) ---- */

int peer_of(
    int rank); /* MPI_ANY_SOURCE, MPI_PROC_NULL and what is not a rank, as layout.h has them */
int tag_of(int tag);
struct call describe_send(int count, MPI_Datatype type, int dest, int tag, MPI_Comm comm);
struct call describe_receive(int count, MPI_Datatype type, int source, int tag, MPI_Comm comm);

/* The arguments of a collective, as mpi_calls.def tells them. */
struct collective {
    bool no_data, rooted, reduces, two;
    int root;
    MPI_Op op;
    const void *sent_buffer, *received_buffer, *result;
    int sent_count, received_count;
    MPI_Datatype sent_type, received_type;
};
int sum_of(const int counts[], MPI_Comm comm); /* one for each member; -1: not known */
void enter_collective(enum watch_call id, MPI_Comm comm, const struct collective *arguments);
void post_collective(struct call *call, MPI_Comm comm, const struct collective *arguments);

/* ---- how calls end; each returns `error` (describe.c) ---- */

int left(int error); /* after record_enter() */
int done(int error); /* after a call that was only counted */
/* `buffer`: to be watched for changes until the request completes; NULL: none. */
int posted(int error, MPI_Request *request, const struct call *call, const void *buffer,
           bool receives);
int posted_collective(int error, MPI_Request *request, const struct call *call, MPI_Comm comm,
                      const struct collective *arguments);
int named(int error, MPI_Request *request, const struct call *call, const void *buffer);
void note_error(int error);                     /* records it; nothing for MPI_SUCCESS */
int error_row(int error);                       /* the row of mpi_errors.def plus one */
int64_t status_bytes(const MPI_Status *status); /* -1: not known */

/* ---- handles (handles.c) ---- */

void handles_start(void); /* after MPI_Init: the predefined ones, the world */
uint32_t comm_serial(MPI_Comm comm);
int comm_rank(MPI_Comm comm);
void comm_made(MPI_Comm comm);                       /* MPI_COMM_NULL is nothing */
void comm_made_like(MPI_Comm comm, MPI_Comm parent); /* not to be asked yet: same as its parent */
void comm_gone(uint32_t serial, MPI_Comm comm);
uint32_t type_serial(MPI_Datatype type);
void type_committed(MPI_Datatype type);
uint32_t op_serial(MPI_Op op);
void handle_made(enum watch_handle kind, uint64_t bits);
void handle_freed(enum watch_handle kind, uint64_t bits);

/* ---- requests (requests.c) ---- */

/* What the library knows of a request that the program holds. */
struct request_known {
    uint64_t handle;
    uint32_t serial;     /* of the active communication */
    uint32_t persistent; /* number of the persistent request; 0: none */
    bool active, cancelled;
    struct call *call; /* persistent: what MPI_Start begins; owned */
    /* The buffer that belongs to MPI until the request completes, as far as it is watched. */
    const void *buffer;
    uint64_t bytes, hash; /* as last looked at; hash 0: not looked at */
    struct {              /* what MPI will write to, as it was when the call returned */
        const void *buffer;
        uint64_t bytes, hash, calls;
    } result;
    bool receives, written;
    uint8_t
        changes; /* seen so far; MPI itself makes none to what is sent, one to what is received */
};

uint32_t request_next(void);
void request_keep(MPI_Request request, const struct request_known *known);
/* Takes the oldest request known under this handle out of the table (Open MPI hands out one handle
 * for several finished sends); false when there is none. */
bool request_take(MPI_Request request, struct request_known *ret_known);
void request_watch_buffer(struct request_known *known, const void *buffer, const struct call *call,
                          bool receives);
/* MPI writes only while it is called: a change until the next call is the program's. At a call's
 * end.
 */
void request_watch_result(struct request_known *known, const void *buffer, int64_t bytes);
void request_look(struct request_known *known); /* at the buffers again */
/* Receives that are under way: their buffers may not overlap. Only so many are kept in mind. */
void receiving(uint32_t serial, const void *buffer, int64_t bytes);
bool received_all(uint32_t serial);      /* false: another one had the same place */
int64_t predefined_bytes(uint32_t type); /* 0: derived or not known */
bool request_buffer_changed(const struct request_known *known); /* by the program */

#endif
