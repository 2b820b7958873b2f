/* SPDX-License-Identifier: MIT */
/* The MPI library and mpirun talk by TCP, in small messages. One that needs no answer, followed by
 * another, waits for an acknowledgement that the kernel delays by 40 ms: half of what a launch
 * takes. The library's connections, and no others, send at once. */
#include "watch/preload/record.h"

#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))

static int (*real_connect)(int, const struct sockaddr *, socklen_t);

__attribute__((constructor(102))) static void find_connect(void) {
    void *symbol = dlsym(RTLD_NEXT, "connect");
    memcpy(&real_connect, &symbol, sizeof symbol);
}

EXPORTED int connect(int fd, __CONST_SOCKADDR_ARG to, socklen_t length) {
    const struct sockaddr *address = to.__sockaddr__;
    const int yes = 1;
    if (watch_thread.depth != 0 && length >= sizeof address->sa_family &&
        (address->sa_family == AF_INET || address->sa_family == AF_INET6))
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return real_connect ? real_connect(fd, address, length)
                        : (int)syscall(SYS_connect, fd, address, length);
}
