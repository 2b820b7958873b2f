/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Sends a signal to every process of this name. */
static void signal_all(const char *name, int number) {
    DIR *names = opendir("/proc");
    for (struct dirent *entry; (entry = readdir(names)) != NULL;) {
        char path[300], found[64] = "";
        snprintf(path, sizeof path, "/proc/%s/comm", entry->d_name);
        FILE *file = fopen(path, "r");
        if (file != NULL && fgets(found, sizeof found, file) != NULL &&
            strncmp(found, name, strlen(name)) == 0 && atoi(entry->d_name) > 0 &&
            atoi(entry->d_name) != getpid())
            kill(atoi(entry->d_name), number);
        if (file != NULL)
            fclose(file);
    }
    closedir(names);
}
