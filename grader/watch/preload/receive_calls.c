/* SPDX-License-Identifier: MIT */
/* Receives and probes: their result, who sent what, is recorded when they return. */
#include "watch/preload/interpose.h"

#define CALLER __builtin_return_address(0)
#define BOTH_NAMES(name)                                                                           \
    EXPORTED __typeof__(MPI_##name) PMPI_##name __attribute__((alias("MPI_" #name)));

/* The program may not want the status; we do. */
#define STATUS_OR_OURS(status)                                                                     \
    MPI_Status ours;                                                                               \
    if ((status) == MPI_STATUS_IGNORE)                                                             \
    (status) = &ours

int64_t status_bytes(const MPI_Status *status) {
    int bytes = 0;
    if (real.Get_count(status, MPI_BYTE, &bytes) != MPI_SUCCESS || bytes == MPI_UNDEFINED)
        return -1;
    return bytes;
}

static int received(int error, const MPI_Status *status) {
    note_error(error);
    if (error == MPI_SUCCESS)
        record_leave(0, peer_of(status->MPI_SOURCE), tag_of(status->MPI_TAG), status_bytes(status));
    else
        record_leave(error_row(error), WATCH_NULL, WATCH_NULL, 0);
    call_end();
    return error;
}

EXPORTED int MPI_Recv(void *buf, int count, MPI_Datatype type, int source, int tag, MPI_Comm comm,
                      MPI_Status *status) {
    if (!call_begin(CALL_Recv, CALLER))
        return real.Recv(buf, count, type, source, tag, comm, status);
    STATUS_OR_OURS(status);
    struct call call = describe_receive(count, type, source, tag, comm);
    record_enter(&call);
    return received(real.Recv(buf, count, type, source, tag, comm, status), status);
}
BOTH_NAMES(Recv)

/* The message may have been there already: that is MPI's one change. */
static int posted_receive(int error, MPI_Request *request, const struct call *call,
                          struct request_known known) {
    if (error != MPI_SUCCESS || call->peer == WATCH_NULL)
        return posted(error, request, call, NULL, true);
    known.serial = call->request;
    request_look(&known);
    request_watch_result(&known, known.buffer, (int64_t)known.bytes);
    request_keep(*request, &known);
    call_end();
    return error;
}

EXPORTED int MPI_Irecv(void *buf, int count, MPI_Datatype type, int source, int tag, MPI_Comm comm,
                       MPI_Request *request) {
    if (!call_begin(CALL_Irecv, CALLER))
        return real.Irecv(buf, count, type, source, tag, comm, request);
    struct call call = describe_receive(count, type, source, tag, comm);
    call.request = request_next();
    record_post(&call);
    struct request_known before = {.active = true};
    request_watch_buffer(&before, buf, &call, true);
    if (call.peer != WATCH_NULL)
        receiving(call.request, buf, call.count * predefined_bytes(call.type));
    int error = real.Irecv(buf, count, type, source, tag, comm, request);
    return posted_receive(error, request, &call, before);
}
BOTH_NAMES(Irecv)

EXPORTED int MPI_Recv_init(void *buf, int count, MPI_Datatype type, int source, int tag,
                           MPI_Comm comm, MPI_Request *request) {
    if (!call_begin(CALL_Recv_init, CALLER))
        return real.Recv_init(buf, count, type, source, tag, comm, request);
    struct call call = describe_receive(count, type, source, tag, comm);
    call.request = request_next();
    int error = real.Recv_init(buf, count, type, source, tag, comm, request);
    return named(error, request, &call, NULL);
}
BOTH_NAMES(Recv_init)

/* ---- probes ---- */

EXPORTED int MPI_Probe(int source, int tag, MPI_Comm comm, MPI_Status *status) {
    if (!call_begin(CALL_Probe, CALLER))
        return real.Probe(source, tag, comm, status);
    STATUS_OR_OURS(status);
    struct call call = describe_receive(-1, MPI_DATATYPE_NULL, source, tag, comm);
    record_enter(&call);
    return received(real.Probe(source, tag, comm, status), status);
}
BOTH_NAMES(Probe)

EXPORTED int MPI_Mprobe(int source, int tag, MPI_Comm comm, MPI_Message *message,
                        MPI_Status *status) {
    if (!call_begin(CALL_Mprobe, CALLER))
        return real.Mprobe(source, tag, comm, message, status);
    STATUS_OR_OURS(status);
    struct call call = describe_receive(-1, MPI_DATATYPE_NULL, source, tag, comm);
    record_enter(&call);
    return received(real.Mprobe(source, tag, comm, message, status), status);
}
BOTH_NAMES(Mprobe)

EXPORTED int MPI_Iprobe(int source, int tag, MPI_Comm comm, int *flag, MPI_Status *status) {
    if (!call_begin(CALL_Iprobe, CALLER))
        return real.Iprobe(source, tag, comm, flag, status);
    int error = real.Iprobe(source, tag, comm, flag, status);
    if (error == MPI_SUCCESS && !*flag)
        record_poll();
    return done(error);
}
BOTH_NAMES(Iprobe)

/* Finding a message takes it: recorded as a call that entered and left at once. */
EXPORTED int MPI_Improbe(int source, int tag, MPI_Comm comm, int *flag, MPI_Message *message,
                         MPI_Status *status) {
    if (!call_begin(CALL_Improbe, CALLER))
        return real.Improbe(source, tag, comm, flag, message, status);
    STATUS_OR_OURS(status);
    int error = real.Improbe(source, tag, comm, flag, message, status);
    if (error != MPI_SUCCESS || !*flag) {
        record_poll();
        return done(error);
    }
    struct call call = describe_receive(-1, MPI_DATATYPE_NULL, source, tag, comm);
    record_enter(&call);
    return received(error, status);
}
BOTH_NAMES(Improbe)

EXPORTED int MPI_Mrecv(void *buf, int count, MPI_Datatype type, MPI_Message *message,
                       MPI_Status *status) {
    if (!call_begin(CALL_Mrecv, CALLER))
        return real.Mrecv(buf, count, type, message, status);
    STATUS_OR_OURS(status);
    record_enter(&(struct call){.peer = WATCH_NULL, .count = count, .type = type_serial(type)});
    return received(real.Mrecv(buf, count, type, message, status), status);
}
BOTH_NAMES(Mrecv)

EXPORTED int MPI_Imrecv(void *buf, int count, MPI_Datatype type, MPI_Message *message,
                        MPI_Request *request) {
    if (!call_begin(CALL_Imrecv, CALLER))
        return real.Imrecv(buf, count, type, message, request);
    struct call call = {
        .peer = WATCH_NULL, .count = count, .type = type_serial(type), .request = request_next()};
    record_post(&call);
    return posted(real.Imrecv(buf, count, type, message, request), request, &call, NULL, false);
}
BOTH_NAMES(Imrecv)

/* ---- both ways at once ---- */

EXPORTED int MPI_Sendrecv(const void *sendbuf, int sendcount, MPI_Datatype sendtype, int dest,
                          int sendtag, void *recvbuf, int recvcount, MPI_Datatype recvtype,
                          int source, int recvtag, MPI_Comm comm, MPI_Status *status) {
    if (!call_begin(CALL_Sendrecv, CALLER))
        return real.Sendrecv(sendbuf, sendcount, sendtype, dest, sendtag, recvbuf, recvcount,
                             recvtype, source, recvtag, comm, status);
    STATUS_OR_OURS(status);
    struct call half = describe_receive(recvcount, recvtype, source, recvtag, comm);
    struct call call = describe_receive(sendcount, sendtype, dest, sendtag, comm);
    call.half = &half;
    if (sendbuf == recvbuf && call.peer >= 0 && half.peer != WATCH_NULL && sendcount > 0 &&
        recvcount > 0)
        record_event(RECORD_MISUSE, SEEN_SAME_BUFFER, 0, 0, 0, 0);
    record_enter(&call);
    return received(real.Sendrecv(sendbuf, sendcount, sendtype, dest, sendtag, recvbuf, recvcount,
                                  recvtype, source, recvtag, comm, status),
                    status);
}
BOTH_NAMES(Sendrecv)

EXPORTED int MPI_Sendrecv_replace(void *buf, int count, MPI_Datatype type, int dest, int sendtag,
                                  int source, int recvtag, MPI_Comm comm, MPI_Status *status) {
    if (!call_begin(CALL_Sendrecv_replace, CALLER))
        return real.Sendrecv_replace(buf, count, type, dest, sendtag, source, recvtag, comm,
                                     status);
    STATUS_OR_OURS(status);
    struct call half = describe_receive(count, type, source, recvtag, comm);
    struct call call = describe_receive(count, type, dest, sendtag, comm);
    call.half = &half;
    record_enter(&call);
    return received(
        real.Sendrecv_replace(buf, count, type, dest, sendtag, source, recvtag, comm, status),
        status);
}
BOTH_NAMES(Sendrecv_replace)
