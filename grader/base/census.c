/* SPDX-License-Identifier: MIT */
#include "base/process.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The field of that name in /proc/PID/status; 0 when the process is gone. */
static uint64_t status_field(const char *pid, const char *name) {
    char path[64], line[256];
    uint64_t value = 0;
    if (snprintf(path, sizeof path, "/proc/%.20s/status", pid) >= (int)sizeof path)
        return 0;
    FILE *status = fopen(path, "re");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0) {
            value = strtoull(line + strlen(name), NULL, 10);
            break;
        }
    }
    if (status != NULL)
        (void)fclose(status);
    return value;
}

uint64_t process_count_own(void) {
    uint64_t total = 0;
    DIR *names = opendir("/proc");
    for (struct dirent *name; names != NULL && (name = readdir(names)) != NULL;) {
        struct stat status;
        if (name->d_name[0] >= '1' && name->d_name[0] <= '9' &&
            fstatat(dirfd(names), name->d_name, &status, 0) == 0 && status.st_uid == geteuid())
            total += status_field(name->d_name, "Threads:");
    }
    if (names != NULL)
        (void)closedir(names);
    return total;
}
