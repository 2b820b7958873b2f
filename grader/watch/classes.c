/* SPDX-License-Identifier: MIT */
#include "watch/classes.h"

#include "base/messages.h"

#include <stddef.h>

enum call_class class_of(enum watch_call call) {
    static const unsigned char classes[CALL_COUNT] = {
#define COLLECTIVE(name, formals, actuals, ...) [CALL_##name] = CLASS_COLLECTIVE,
#define ICOLLECTIVE(name, formals, actuals, ...) [CALL_##name] = CLASS_COLLECTIVE,
#define CONSTRUCTOR(name, formals, actuals, parent, child) [CALL_##name] = CLASS_COLLECTIVE,
#define SPECIAL(name) /* waits for nobody, or stands below */
#include "watch/mpi_calls.def"
        [CALL_Comm_idup] = CLASS_COLLECTIVE,
        [CALL_Send] = CLASS_SEND,
        [CALL_Rsend] = CLASS_SEND,
        [CALL_Isend] = CLASS_SEND,
        [CALL_Irsend] = CLASS_SEND,
        [CALL_Send_init] = CLASS_SEND,
        [CALL_Rsend_init] = CLASS_SEND,
        [CALL_Ssend] = CLASS_SSEND,
        [CALL_Issend] = CLASS_SSEND,
        [CALL_Ssend_init] = CLASS_SSEND,
        [CALL_Bsend] = CLASS_BSEND,
        [CALL_Ibsend] = CLASS_BSEND,
        [CALL_Bsend_init] = CLASS_BSEND,
        [CALL_Recv] = CLASS_RECEIVE,
        [CALL_Irecv] = CLASS_RECEIVE,
        [CALL_Recv_init] = CLASS_RECEIVE,
        [CALL_Probe] = CLASS_PROBE,
        [CALL_Mprobe] = CLASS_MPROBE,
        [CALL_Improbe] = CLASS_MPROBE,
        [CALL_Sendrecv] = CLASS_SENDRECV,
        [CALL_Sendrecv_replace] = CLASS_SENDRECV,
        [CALL_Wait] = CLASS_WAIT_ALL,
        [CALL_Waitall] = CLASS_WAIT_ALL,
        [CALL_Waitany] = CLASS_WAIT_ANY,
        [CALL_Waitsome] = CLASS_WAIT_ANY,
        [CALL_Start] = CLASS_START,
        [CALL_Startall] = CLASS_START,
        [CALL_Init] = CLASS_INIT,
        [CALL_Init_thread] = CLASS_INIT,
        [CALL_Finalize] = CLASS_FINALIZE,
        [CALL_Abort] = CLASS_ABORT,
    };
    /* Of the constructors this one is collective over the new communicator's members alone. */
    if (call == CALL_Comm_create_group || call >= CALL_COUNT)
        return CLASS_OTHER;
    return (enum call_class)classes[call];
}

enum call_shape shape_of(enum watch_call call) {
    static const unsigned char shapes[CALL_COUNT] = {
        [CALL_Barrier] = SHAPE_ALWAYS,
        [CALL_Ibarrier] = SHAPE_ALWAYS,
        [CALL_Allreduce] = SHAPE_ALL,
        [CALL_Iallreduce] = SHAPE_ALL,
        [CALL_Allgather] = SHAPE_ALL,
        [CALL_Iallgather] = SHAPE_ALL,
        [CALL_Alltoall] = SHAPE_ALL,
        [CALL_Ialltoall] = SHAPE_ALL,
        [CALL_Reduce_scatter_block] = SHAPE_ALL,
        [CALL_Ireduce_scatter_block] = SHAPE_ALL,
        [CALL_Comm_dup] = SHAPE_ALWAYS,
        [CALL_Comm_dup_with_info] = SHAPE_ALWAYS,
        [CALL_Comm_split] = SHAPE_ALWAYS,
        [CALL_Bcast] = SHAPE_FROM_ROOT,
        [CALL_Ibcast] = SHAPE_FROM_ROOT,
        [CALL_Scatter] = SHAPE_FROM_ROOT,
        [CALL_Iscatter] = SHAPE_FROM_ROOT,
        [CALL_Reduce] = SHAPE_TO_ROOT,
        [CALL_Ireduce] = SHAPE_TO_ROOT,
        [CALL_Gather] = SHAPE_TO_ROOT,
        [CALL_Igather] = SHAPE_TO_ROOT,
        [CALL_Scan] = SHAPE_PREFIX,
        [CALL_Iscan] = SHAPE_PREFIX,
        [CALL_Exscan] = SHAPE_PREFIX,
        [CALL_Iexscan] = SHAPE_PREFIX,
    };
    return call < CALL_COUNT ? (enum call_shape)shapes[call] : SHAPE_LOOSE;
}

bool rooted(enum watch_call call) {
    return shape_of(call) == SHAPE_FROM_ROOT || shape_of(call) == SHAPE_TO_ROOT ||
           call == CALL_Gatherv || call == CALL_Igatherv || call == CALL_Scatterv ||
           call == CALL_Iscatterv;
}

const char *name_of(enum watch_call call) {
    static const char *const names[] = {
#define SPECIAL(name) [CALL_##name] = "MPI_" #name,
#include "watch/mpi_calls.def"
    };
    return call < CALL_COUNT ? names[call] : "?";
}

const char *type_name(uint32_t type) {
    static const char *const names[] = {
        NULL,
#define TYPE(name, bytes, alike) #name,
#include "watch/mpi_types.def"
    };
    return type < TYPE_FIRST_DERIVED ? names[type] : _("a derived datatype");
}

const char *op_name(uint32_t op) {
    static const char *const names[] = {
        NULL,
#define OP(name) #name,
#include "watch/mpi_ops.def"
    };
    return op < OP_USER ? names[op] : _("an operator of its own");
}

char type_alike(uint32_t type) {
    static const char letters[] = {
        0,
#define TYPE(name, bytes, alike) #alike[0],
#include "watch/mpi_types.def"
    };
    return type < TYPE_FIRST_DERIVED ? letters[type] : '\0';
}
