/* SPDX-License-Identifier: MIT */
/* Messages as they come over the agents' sockets: each begins with a byte for its length and one
 * for what comes along (how many descriptors). No descriptor is ever lost or kept for nothing. */
#include "base/error.h"
#include "base/files.h"
#include "launch/rendezvous.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_FDS = 5 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int count_descriptors(void) {
    int count = 0;
    DIR *names = opendir("/proc/self/fd");
    while (names != NULL && readdir(names) != NULL)
        count++;
    if (names != NULL)
        (void)closedir(names);
    return count;
}

static void send_packet(int socket, const uint8_t *bytes, size_t length, size_t fd_count) {
    union {
        char room[CMSG_SPACE(MOST_FDS * sizeof(int))];
        struct cmsghdr align;
    } control = {{0}};
    struct iovec content = {(void *)(uintptr_t)bytes, length};
    struct msghdr message = {.msg_iov = &content, .msg_iovlen = 1};
    int fds[MOST_FDS];
    FD_AUTO null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    for (size_t i = 0; i < MOST_FDS; i++)
        fds[i] = null;
    if (fd_count > 0) {
        message.msg_control = control.room;
        message.msg_controllen = CMSG_SPACE(fd_count * sizeof(int));
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(fd_count * sizeof(int));
        memcpy(CMSG_DATA(header), fds, fd_count * sizeof(int));
    }
    (void)!sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const int before = count_descriptors(), yes = 1;
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0 ||
        setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) != 0)
        die("no sockets");
    for (size_t at = 0; at + 2 <= size && at < 4096;) {
        size_t length = data[at], fds = data[at + 1] % (MOST_FDS + 1);
        at += 2;
        length = length < size - at ? length : size - at;
        send_packet(ends[1], data + at, length, fds);
        at += length;
        struct wire message;
        pid_t sender = -1;
        enum received got = rendezvous_receive(ends[0], &message, &sender);
        if (got == RECEIVED_MESSAGE && sender != getpid())
            die("a message of another sender");
    }
    (void)close(ends[0]);
    (void)close(ends[1]);
    if (count_descriptors() != before)
        die("descriptors are lost");
    return 0;
}
