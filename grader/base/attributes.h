/* SPDX-License-Identifier: MIT */
/* Compiler attributes under names that say what they promise. */
#ifndef MPIGRADE_BASE_ATTRIBUTES_H
#define MPIGRADE_BASE_ATTRIBUTES_H

#define MUST_USE __attribute__((warn_unused_result))
#define NORETURN __attribute__((noreturn))
#define PRINTF(text, first) __attribute__((format(printf, text, first)))
#define CLEANUP(function) __attribute__((cleanup(function)))

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
