/* SPDX-License-Identifier: MIT */
/* Ways out of the sandbox. Each is named after what it does, and returns what it got, or NULL. What
 * it tries to reach is real: walls.py has put it there and passes NAME=VALUE arguments. */
#ifndef TRIES_H
#define TRIES_H

#define TRIES(X)                                                                                   \
    X(reads_the_bait)                                                                              \
    X(reads_system_secrets)                                                                        \
    X(reads_through_other_roots)                                                                   \
    X(finds_paths_in_command_lines)                                                                \
    X(finds_the_callers_environment)                                                               \
    X(finds_descriptors)                                                                           \
    X(writes_outside_of_tmp)                                                                       \
    X(changes_the_program)                                                                         \
    X(changes_the_watch_library)                                                                   \
    X(changes_a_device)                                                                            \
    X(changes_kernel_settings)                                                                     \
    X(opens_devices)                                                                               \
    X(sees_the_grader)                                                                             \
    X(signals_the_grader)                                                                          \
    X(traces_its_agent)                                                                            \
    X(traces_mpirun)                                                                               \
    X(takes_its_agents_descriptors)                                                                \
    X(becomes_root)                                                                                \
    X(takes_capabilities)                                                                          \
    X(makes_namespaces)                                                                            \
    X(enters_namespaces)                                                                           \
    X(mounts)                                                                                      \
    X(connects_to_the_grader)                                                                      \
    X(connects_to_abstract_sockets)                                                                \
    X(connects_to_the_machine)                                                                     \
    X(connects_to_the_world)                                                                       \
    X(opens_odd_sockets)                                                                           \
    X(finds_interfaces)                                                                            \
    X(finds_shared_memory)                                                                         \
    X(finds_message_queues)                                                                        \
    X(uses_keyrings)                                                                               \
    X(loads_bpf)                                                                                   \
    X(handles_page_faults)                                                                         \
    X(counts_events)                                                                               \
    X(opens_a_ring)                                                                                \
    X(types_into_a_terminal)                                                                       \
    X(loads_a_line_discipline)                                                                     \
    X(opens_files_by_handle)                                                                       \
    X(renames_the_machine)                                                                         \
    X(sets_the_clock)                                                                              \
    X(administers_the_machine)                                                                     \
    X(calls_as_another_architecture)

#define X(name) const char *name(void);
TRIES(X)
#undef X

/* The value of an argument, or "". */
const char *told(const char *name);

/* "text value", to be returned. */
const char *got(const char *text, const char *value);

/* The same, of the first of these paths that is there. */
const char *got_file(const char *const *paths);

#endif
