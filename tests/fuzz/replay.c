/* SPDX-License-Identifier: MIT */
/* Stands in for libFuzzer where it is not linked: feeds every file of the folders named on the
 * command line to the driver, so that yesterday's crashes stay mended with every compiler and
 * sanitizer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void replay_file(const char *path) {
    FILE *file = fopen(path, "rbe");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    size_t size = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(size > 0 ? size : 1); /* of size 0 it may give NULL */
    if (bytes == NULL || fread(bytes, 1, size, file) != size) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    (void)fclose(file);
    (void)LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
}

/* Returns how many inputs were replayed. */
static int replay_folder(const char *folder) {
    DIR *entries = opendir(folder);
    if (entries == NULL) {
        perror(folder);
        exit(EXIT_FAILURE);
    }
    int count = 0;
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        char path[4096];
        if (entry->d_name[0] == '.')
            continue;
        struct stat status;
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        replay_file(path);
        count++;
    }
    (void)closedir(entries);
    return count;
}

int main(int argc, char **argv) {
    int total = 0;
    for (int i = 1; i < argc; i++)
        total += replay_folder(argv[i]);
    printf("%d inputs replayed\n", total);
    return total > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
