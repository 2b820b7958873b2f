/* SPDX-License-Identifier: MIT */
/* From the arguments of MPI calls to the words of the records, and back from how calls end. */
#include "watch/preload/interpose.h"

#include <stdlib.h>

int peer_of(int rank) {
    if (rank == MPI_ANY_SOURCE)
        return WATCH_ANY;
    if (rank == MPI_PROC_NULL)
        return WATCH_NULL;
    return rank >= 0 ? rank : WATCH_INVALID;
}

int tag_of(int tag) {
    if (tag == MPI_ANY_TAG)
        return WATCH_ANY;
    return tag >= 0 ? tag : WATCH_INVALID;
}

static inline struct call describe_message(int count, MPI_Datatype type, int rank, int tag,
                                           MPI_Comm comm, uint8_t flags) {
    return (struct call){
        .comm = comm_serial(comm),
        .peer = peer_of(rank),
        .tag = tag_of(tag),
        .count = count,
        .type = type_serial(type),
        .flags = rank == MPI_PROC_NULL ? flags | FLAG_NULL_PEER : flags,
    };
}

struct call describe_send(int count, MPI_Datatype type, int dest, int tag, MPI_Comm comm) {
    return describe_message(count, type, dest, tag, comm,
                            watch_process.strict_sends ? FLAG_STRICT : 0);
}

struct call describe_receive(int count, MPI_Datatype type, int source, int tag, MPI_Comm comm) {
    return describe_message(count, type, source, tag, comm, 0);
}

/* MPI may write the result while it still reads what was given. At other ranks than the root, what
 * has no meaning may be anything. */
static void check_buffers(uint32_t serial, MPI_Comm comm, const struct collective *arguments) {
    const void *result = arguments->two ? arguments->received_buffer : arguments->result;
    bool counts = arguments->two ? arguments->received_count != 0 : arguments->sent_count != 0;
    bool here =
        !arguments->rooted || (serial != COMM_UNKNOWN && arguments->root == comm_rank(comm));
    if (here && counts && arguments->sent_count != 0 && result && result != MPI_IN_PLACE &&
        result == arguments->sent_buffer)
        record_event(RECORD_MISUSE, SEEN_SAME_BUFFER, 0, 0, 0, 0);
}

int sum_of(const int counts[], MPI_Comm comm) {
    int size = 0, inter = 0;
    int64_t sum = 0;
    if (!counts || comm_serial(comm) == COMM_UNKNOWN ||
        real.Comm_test_inter(comm, &inter) != MPI_SUCCESS || inter ||
        real.Comm_size(comm, &size) != MPI_SUCCESS)
        return -1;
    for (int i = 0; i < size; i++)
        sum += counts[i] > 0 ? counts[i] : 0;
    return sum > INT32_MAX ? -1 : (int)sum;
}

static void describe_collective(struct call *call, struct call *half, MPI_Comm comm,
                                const struct collective *arguments) {
    call->comm = comm_serial(comm);
    check_buffers(call->comm, comm, arguments);
    call->peer = arguments->rooted ? peer_of(arguments->root) : WATCH_NULL;
    call->op = arguments->reduces ? op_serial(arguments->op) : (uint32_t)OP_NONE;
    if (arguments->no_data)
        return;
    call->count = arguments->sent_count;
    call->type = type_serial(arguments->sent_type);
    if (arguments->sent_buffer == MPI_IN_PLACE)
        call->flags |= FLAG_IN_PLACE;
    if (!arguments->two)
        return;
    *half = (struct call){.count = arguments->received_count,
                          .type = type_serial(arguments->received_type),
                          .flags = arguments->received_buffer == MPI_IN_PLACE ? FLAG_IN_PLACE : 0};
    call->half = half;
}

static bool synchronises_when_strict(enum watch_call id) {
    return id == CALL_Bcast || id == CALL_Reduce || id == CALL_Gather || id == CALL_Gatherv ||
           id == CALL_Scatter || id == CALL_Scatterv || id == CALL_Scan || id == CALL_Exscan;
}

void enter_collective(enum watch_call id, MPI_Comm comm, const struct collective *arguments) {
    struct call call = {0}, half;
    describe_collective(&call, &half, comm, arguments);
    bool barrier = watch_process.strict_collectives && synchronises_when_strict(id) &&
                   call.comm != COMM_UNKNOWN;
    if (barrier)
        call.flags |= FLAG_STRICT;
    record_enter(&call);
    if (barrier)
        (void)real.Barrier(comm);
}

void post_collective(struct call *call, MPI_Comm comm, const struct collective *arguments) {
    struct call half;
    describe_collective(call, &half, comm, arguments);
    record_post(call);
    call->half = NULL;
}

/* What a rank gives to a collective, it may not change; the root of a broadcast or scatter gives.
 */
static const void *given(bool at_root, const struct collective *arguments) {
    enum watch_call id = watch_thread.call;
    bool gives = (id != CALL_Ibcast && id != CALL_Iscatter) || at_root;
    return gives && arguments->sent_buffer != MPI_IN_PLACE ? arguments->sent_buffer : NULL;
}

/* Where MPI will put the result, and how many bytes at least; NULL: nowhere, or that is not known.
 */
static const void *result_of(bool at_root, const struct collective *arguments, int64_t *ret_bytes) {
    enum watch_call id = watch_thread.call;
    bool two = id == CALL_Iallgather || id == CALL_Ialltoall || id == CALL_Iscatter ||
               (id == CALL_Igather && at_root);
    bool one = id == CALL_Iallreduce || id == CALL_Iscan || id == CALL_Iexscan ||
               (id == CALL_Ireduce && at_root);
    const void *result = two                             ? arguments->received_buffer
                         : one                           ? arguments->result
                         : id == CALL_Ibcast && !at_root ? arguments->sent_buffer
                                                         : NULL;
    int64_t count = two ? arguments->received_count : arguments->sent_count;
    *ret_bytes = count * predefined_bytes(
                             type_serial(two ? arguments->received_type : arguments->sent_type));
    return result == MPI_IN_PLACE ? NULL : result;
}

int error_row(int error) {
    static const int classes[] = {
#define N_(text) text
#define ERROR(name, words) name,
#include "watch/mpi_errors.def"
    };
    int class = MPI_ERR_UNKNOWN;
    if (real.Error_class(error, &class) != MPI_SUCCESS)
        class = MPI_ERR_UNKNOWN;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (classes[i] == class)
            return (int)i + 1;
    return (int)(sizeof classes / sizeof *classes);
}

/* Failing to open a file is an answer, not a mistake. */
void note_error(int error) {
    enum watch_call call = watch_thread.call;
    if (error != MPI_SUCCESS && watch_process.initialized && !watch_process.finalized &&
        !(call >= CALL_File_close && call <= CALL_File_write_shared))
        record_event(RECORD_MISUSE, SEEN_ERROR, 0, 0, 0, error_row(error));
}

int left(int error) {
    note_error(error);
    record_leave(error != MPI_SUCCESS ? error_row(error) : 0, WATCH_NULL, WATCH_NULL, 0);
    call_end();
    return error;
}

int done(int error) {
    note_error(error);
    call_end();
    return error;
}

int posted(int error, MPI_Request *request, const struct call *call, const void *buffer,
           bool receives) {
    note_error(error);
    if (error == MPI_SUCCESS) {
        struct request_known known = {.serial = call->request, .active = true};
        if (buffer)
            request_watch_buffer(&known, buffer, call, receives);
        request_keep(*request, &known);
    } else { /* nothing was started */
        record_event(RECORD_DROPPED, 0, 0, call->request, FLAG_CANCELLED, 0);
    }
    call_end();
    return error;
}

int posted_collective(int error, MPI_Request *request, const struct call *call, MPI_Comm comm,
                      const struct collective *arguments) {
    int inter = 1;
    if (error != MPI_SUCCESS || arguments->no_data || call->comm == COMM_UNKNOWN ||
        real.Comm_test_inter(comm, &inter) != MPI_SUCCESS || inter)
        return posted(error, request, call, NULL, false);
    bool at_root = arguments->rooted && arguments->root == comm_rank(comm);
    struct request_known known = {.serial = call->request, .active = true};
    const void *gives = given(at_root, arguments);
    if (gives)
        request_watch_buffer(&known, gives, call, false);
    int64_t bytes;
    const void *result = result_of(at_root, arguments, &bytes);
    if (result)
        request_watch_result(&known, result, bytes);
    request_keep(*request, &known);
    call_end();
    return error;
}

int named(int error, MPI_Request *request, const struct call *call, const void *buffer) {
    note_error(error);
    struct call *kept = error == MPI_SUCCESS ? malloc(sizeof *kept) : NULL;
    if (kept) { /* without memory it stays unknown */
        *kept = *call;
        record_named(call);
        request_keep(*request, &(struct request_known){
                                   .persistent = call->request, .call = kept, .buffer = buffer});
    }
    call_end();
    return error;
}
