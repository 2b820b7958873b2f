/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"
#include <signal.h>
#include <sys/time.h>

static volatile sig_atomic_t alarms;

static void ring(int signal) {
    alarms += signal == SIGALRM;
}

START
    struct itimerval often = {{0, 500}, {0, 500}};
    signal(SIGALRM, ring);
    setitimer(ITIMER_REAL, &often, NULL);
    for (int i = 0, most = 0; i < 3000 || most < 200; i++) {
        int mine = alarms;
        MPI_Sendrecv(&i, 1, MPI_INT, other, 0, &b, 1, MPI_INT, other, 0, WORLD, IGNORE);
        MPI_Allreduce(&mine, &most, 1, MPI_INT, MPI_MAX, WORLD);
    }
    setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL);
END
