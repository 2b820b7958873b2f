/* SPDX-License-Identifier: MIT */
#include "base/messages.h"

#include "base/attributes.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A .mo file: a header, a table of the originals sorted by their bytes and a table of the
 * translations, both of (length, offset) pairs, in the byte order of the machine that made it. */
enum { MO_MAGIC = (int)0x950412deU, MO_HEADER_WORDS = 5 };

static struct {
    const char *bytes; /* the mapped file; NULL: English */
    size_t size;
    uint32_t count, originals, translations;
    char language[3];
} catalogue;

static uint32_t word_at(size_t offset) {
    uint32_t word;
    memcpy(&word, catalogue.bytes + offset, sizeof word);
    return word;
}

/* Entry `index` of a table; NULL when it does not lie in the file with a NUL behind it. */
static const char *entry(uint32_t table, uint32_t index) {
    size_t pair = table + (size_t)index * 8;
    if (pair + 8 > catalogue.size)
        return NULL;
    size_t length = word_at(pair), offset = word_at(pair + 4);
    if (offset + length >= catalogue.size || catalogue.bytes[offset + length] != '\0')
        return NULL;
    return catalogue.bytes + offset;
}

const char *message(const char *text) {
    uint32_t low = 0, high = catalogue.bytes == NULL || *text == '\0' ? 0 : catalogue.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const char *original = entry(catalogue.originals, middle);
        int order = original == NULL ? 1 : strcmp(text, original);
        if (order == 0) {
            const char *translation = entry(catalogue.translations, middle);
            return translation == NULL || *translation == '\0' ? text : translation;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return text;
}

/* Maps the file for the rest of the process's life. */
static bool catalogue_map(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    struct stat status;
    void *bytes = MAP_FAILED;
    if (fstat(fd, &status) == 0 && status.st_size >= MO_HEADER_WORDS * (off_t)sizeof(uint32_t))
        bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    (void)close(fd);
    if (bytes == MAP_FAILED)
        return false;
    catalogue.bytes = bytes;
    catalogue.size = (size_t)status.st_size;
    return true;
}

static void catalogue_close(void) {
    if (catalogue.bytes != NULL)
        (void)munmap((void *)(uintptr_t)catalogue.bytes, catalogue.size);
    memset(&catalogue, 0, sizeof catalogue);
}

void messages_open(const char *folder, const char *language) {
    catalogue_close();
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%.2s/LC_MESSAGES/mpigrade.mo", folder, language);
    if (length < 0 || (size_t)length >= sizeof path || !catalogue_map(path))
        return;
    if (word_at(0) != (uint32_t)MO_MAGIC) {
        catalogue_close();
        return;
    }
    catalogue.count = word_at(8);
    catalogue.originals = word_at(12);
    catalogue.translations = word_at(16);
    memcpy(catalogue.language, language, 2);
}

const char *messages_language(void) {
    return catalogue.bytes == NULL ? "en" : catalogue.language;
}

const char *messages_wanted(void) {
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = NULL;
    for (size_t i = 0; i < ARRAY_LEN(variables) && (locale == NULL || *locale == '\0'); i++)
        locale = getenv(variables[i]);
    if (locale == NULL || *locale == '\0' || strcmp(locale, "C") == 0 ||
        strcmp(locale, "POSIX") == 0)
        return "en";
    const char *language = getenv("LANGUAGE"); /* a list; its first element counts */
    return language == NULL || *language == '\0' ? locale : language;
}
