/* SPDX-License-Identifier: MIT */
/* The one table of limits: name (as rubrics, the command line and findings call it), default,
 * meaning. A rubric or the command line may set each; a finding names the one that was met. */
#ifndef MPIGRADE_BASE_LIMITS_H
#define MPIGRADE_BASE_LIMITS_H

#include <stdint.h>

/* X(name, default, least, most, meaning) */
#define LIMITS(X)                                                                                  \
    X(wall_s, 10, 1, 3600, "seconds of wall time for one case")                                    \
    X(cpu_s, 10, 1, 3600, "seconds of CPU time for one rank")                                      \
    X(memory_mb, 1024, 64, 65536, "MiB of memory that one rank may use")                           \
    X(processes, 256, 8, 4096, "processes and threads of one case")                                \
    X(file_mb, 64, 16, 65536, "MiB that one file may grow to")                                     \
    X(tmp_mb, 256, 16, 65536, "MiB that the files in /tmp may hold together")                      \
    X(open_files, 256, 32, 65536, "files that one rank may have open")                             \
    X(output_kb, 128, 1, 65536, "KiB kept of each stream of each rank; what is over is counted")   \
    X(build_s, 60, 1, 3600, "seconds of wall time for the compiler")                               \
    X(build_memory_mb, 2048, 64, 65536, "MiB of memory that the compiler may use")

struct limits {
#define X(name, normal, least, most, meaning) int64_t name;
    LIMITS(X)
#undef X
};

extern const struct limits limits_default;

/* The limit of this name; 0 when there is none. */
int64_t limits_value(const struct limits *limits, const char *name);

#endif
