/* SPDX-License-Identifier: MIT */
#include "agent/agent.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int agent_fault(const char *what) {
    (void)fprintf(stderr, "mpigrade-agent: %s: %s\n", what, strerror(errno));
    return AGENT_FAULT;
}

/* musl knows no close_range(). */
void close_from(int first) {
    (void)syscall(SYS_close_range, first, ~0U, 0);
}

int main(int argc, char **argv) {
    if (argc >= 13 && strcmp(argv[1], "rank") == 0)
        return run_rank(argv + 2);
    if (argc >= 4 && strcmp(argv[1], "keep") == 0)
        return run_keeper(argv + 2);
    if (argc >= 2 && strcmp(argv[1], "probe") == 0)
        return run_probe(argv + 2);
    (void)fputs("mpigrade-agent is started by mpigrade\n", stderr);
    return AGENT_FAULT;
}
