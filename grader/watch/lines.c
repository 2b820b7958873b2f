/* SPDX-License-Identifier: MIT */
/* Source lines from the program's debugging information. The program is the student's, so is the
 * information: libdw reads it, and what it does not understand is "not known". */
#include "watch/finish.h"

#include <elfutils/libdwfl.h>
#include <stdlib.h>
#include <string.h>

struct lines {
    Dwfl *dwfl;
    Dwfl_Module *module;
    Dwarf_Addr bias;
};

static int nowhere(Dwfl_Module *module, void **user_data, const char *name, Dwarf_Addr base,
                   const char *file_name, const char *debug_link, GElf_Word crc, char **ret_file) {
    (void)module, (void)user_data, (void)name, (void)base;
    (void)file_name, (void)debug_link, (void)crc, (void)ret_file;
    return -1; /* never look for debugging information in other files */
}

struct lines *lines_open(const char *program) {
    static const Dwfl_Callbacks callbacks = {.find_debuginfo = nowhere,
                                             .section_address = dwfl_offline_section_address};
    struct lines *lines = calloc(1, sizeof *lines);
    if (!lines)
        die("out of memory");
    GElf_Addr bias = 0;
    lines->dwfl = dwfl_begin(&callbacks);
    if (lines->dwfl) {
        lines->module = dwfl_report_offline(lines->dwfl, "program", program, -1);
        (void)dwfl_report_end(lines->dwfl, NULL, NULL);
    }
    if (!lines->module || !dwfl_module_getelf(lines->module, &bias)) {
        lines_close(lines);
        return NULL;
    }
    lines->bias = bias;
    return lines;
}

struct place lines_find(struct lines *lines, struct arena *arena, uint64_t address) {
    struct place place = {0};
    Dwfl_Line *line = dwfl_module_getsrc(lines->module, address + lines->bias);
    int number = 0;
    const char *file = line ? dwfl_lineinfo(line, NULL, &number, NULL, NULL, NULL) : NULL;
    if (file) {
        const char *slash = strrchr(file, '/');
        place.file = arena_strdup(arena, slash ? slash + 1 : file);
        place.line = number;
    }
    return place;
}

void lines_close(struct lines *lines) {
    if (!lines)
        return;
    dwfl_end(lines->dwfl);
    free(lines);
}
