/* SPDX-License-Identifier: MIT */
/* Kills all that it can see, before main, so that others never start. */
#include <signal.h>
#include <unistd.h>

__attribute__((constructor)) static void early(void) {
    kill(-1, SIGKILL);
}

int main(void) {
    sleep(1000);
    return 0;
}
