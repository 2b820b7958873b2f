/* SPDX-License-Identifier: MIT */
#include "launch/rendezvous.h"

#include "base/files.h"
#include "base/messages.h"
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int rendezvous_listen(const char *folder, struct error *error) {
    FD_AUTO held = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    FD_AUTO fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    /* sun_path holds 107 bytes and TMPDIR may be longer. */
    (void)snprintf(address.sun_path, sizeof address.sun_path, "/proc/self/fd/%d/agents", held);
    const int yes = 1;
    if (held < 0 || fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ||
        setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) < 0 ||
        listen(fd, WIRE_RANKS_MAX) < 0)
        return error_set_errno(error, ERROR_FAULT, _("cannot make a socket in %s"), folder);
    int listener = fd;
    fd = -1;
    return listener;
}

/* A message with what came along: up to two descriptors and the sender. */
struct packet {
    uint8_t bytes[WIRE_SIZE + 1]; /* one more shows a packet that is too long */
    ssize_t length;
    int fds[2];
    pid_t sender;
};

static void take_control(struct msghdr *message, struct packet *packet) {
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header != NULL;
         header = CMSG_NXTHDR(message, header)) {
        if (header->cmsg_level != SOL_SOCKET)
            continue;
        if (header->cmsg_type == SCM_CREDENTIALS) {
            struct ucred sender;
            memcpy(&sender, CMSG_DATA(header), sizeof sender);
            packet->sender = sender.pid;
        }
        if (header->cmsg_type == SCM_RIGHTS) {
            size_t size = header->cmsg_len - CMSG_LEN(0);
            memcpy(packet->fds, CMSG_DATA(header),
                   size < sizeof packet->fds ? size : sizeof packet->fds);
        }
    }
}

static void receive(int socket, struct packet *packet) {
    *packet = (struct packet){.fds = {-1, -1}};
    union {
        char room[CMSG_SPACE(2 * sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))];
        struct cmsghdr align;
    } control;
    struct iovec content = {packet->bytes, sizeof packet->bytes};
    struct msghdr message = {.msg_iov = &content,
                             .msg_iovlen = 1,
                             .msg_control = control.room,
                             .msg_controllen = sizeof control.room};
    do
        packet->length = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    while (packet->length < 0 && errno == EINTR);
    if (packet->length >= 0)
        take_control(&message, packet); /* the kernel closes what finds no room */
}

int rendezvous_accept(int listener, struct arrival *ret_arrival) {
    FD_AUTO fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        return -1;
    struct packet packet;
    receive(fd, &packet);
    /* It greets at once; nobody but agents runs at this time. */
    if (packet.length < 0 && errno == EAGAIN && fd_ready(fd, 10000))
        receive(fd, &packet);
    struct wire hello;
    if (packet.length < 0 || wire_decode(packet.bytes, (size_t)packet.length, &hello) < 0 ||
        hello.kind != WIRE_HELLO || packet.fds[0] < 0 || packet.fds[1] < 0 ||
        fcntl(packet.fds[0], F_SETFL, O_NONBLOCK) < 0 ||
        fcntl(packet.fds[1], F_SETFL, O_NONBLOCK) < 0) {
        fd_close(&packet.fds[0]);
        fd_close(&packet.fds[1]);
        return -1;
    }
    *ret_arrival = (struct arrival){fd, packet.fds[0], packet.fds[1], hello};
    fd = -1;
    return 0;
}

enum received rendezvous_receive(int socket, struct wire *ret_message, pid_t *ret_sender) {
    struct packet packet;
    receive(socket, &packet);
    fd_close(&packet.fds[0]);
    fd_close(&packet.fds[1]);
    if (packet.length < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return RECEIVED_NOTHING;
    if (packet.length < 0 && errno != ECONNRESET && errno != EPIPE)
        return RECEIVED_FAILURE;
    if (packet.length <= 0 || wire_decode(packet.bytes, (size_t)packet.length, ret_message) < 0)
        return RECEIVED_END;
    *ret_sender = packet.sender;
    return RECEIVED_MESSAGE;
}

void rendezvous_send(int socket, enum wire_kind kind) {
    uint8_t bytes[WIRE_SIZE];
    wire_encode(&(struct wire){.kind = kind}, bytes);
    (void)!send(socket, bytes, sizeof bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
}
