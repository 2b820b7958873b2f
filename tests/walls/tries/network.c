/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "tries.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <mqueue.h>
#include <net/if.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int joins(int type, const char *path, int abstract) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, type, 0);
    strncpy(address.sun_path + abstract, path, sizeof address.sun_path - 2);
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path) + 1);
    int status = connect(fd, (struct sockaddr *)&address, length);
    close(fd);
    return status == 0;
}

/* The agents' socket is gone before any program runs. */
const char *connects_to_the_grader(void) {
    if (joins(SOCK_SEQPACKET, "/case/agents", 0))
        return "/case/agents";
    return joins(SOCK_STREAM, told("socket"), 0) ? told("socket") : NULL;
}

const char *connects_to_abstract_sockets(void) {
    return joins(SOCK_STREAM, told("abstract"), 1) ? told("abstract") : NULL;
}

static int reaches(int type, const char *host, int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    inet_pton(AF_INET, host, &address.sin_addr);
    int fd = socket(AF_INET, type, 0);
    int status = connect(fd, (struct sockaddr *)&address, sizeof address);
    close(fd);
    return status == 0;
}

const char *connects_to_the_machine(void) {
    return reaches(SOCK_STREAM, "127.0.0.1", atoi(told("port"))) ? "its loopback" : NULL;
}

/* 192.0.2.0/24 is nobody's: a route there is a route anywhere. */
const char *connects_to_the_world(void) {
    return reaches(SOCK_DGRAM, "192.0.2.1", 53) || reaches(SOCK_DGRAM, "169.254.169.254", 80)
               ? "has a route"
               : NULL;
}

const char *opens_odd_sockets(void) {
    for (int family = 0; family < 64; family++) {
        if (family == AF_UNIX || family == AF_INET || family == AF_INET6 || family == AF_NETLINK)
            continue;
        if (socket(family, SOCK_STREAM, 0) >= 0 || socket(family, SOCK_DGRAM, 0) >= 0 ||
            socket(family, SOCK_SEQPACKET, 0) >= 0 || socket(family, SOCK_RAW, 0) >= 0)
            return "an odd family";
    }
    if (socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) >= 0 || socket(AF_INET6, SOCK_RAW, 58) >= 0)
        return "raw packets";
    for (int protocol = 1; protocol < 32; protocol++)
        if (socket(AF_NETLINK, SOCK_RAW, protocol) >= 0)
            return "netlink";
    return NULL;
}

const char *finds_interfaces(void) {
    struct if_nameindex *all = if_nameindex();
    for (size_t i = 0; all != NULL && all[i].if_index != 0; i++)
        if (strcmp(all[i].if_name, "lo") != 0)
            return all[i].if_name;
    return NULL;
}

const char *finds_shared_memory(void) {
    if (shmget((key_t)atoi(told("shm_key")), 0, 0) >= 0)
        return "System V";
    return shm_open(told("shm_name"), O_RDONLY, 0) >= 0 ? "POSIX" : NULL;
}

const char *finds_message_queues(void) {
    mqd_t queue = mq_open(told("shm_name"), O_RDONLY);
    return queue != (mqd_t)-1 ? told("shm_name") : NULL;
}
