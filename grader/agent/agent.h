/* SPDX-License-Identifier: MIT */
/* mpigrade-agent: what stands between mpirun and a student's program.
 *
 *     mpigrade-agent rank SOCKET STDIN PRELOAD COMPONENTS LIBRARIES
 *                         CPU_S DATA_MB FILE_MB FILES PROCESSES PROGRAM [ARG...]
 *     mpigrade-agent keep GRADER COMMAND [ARG...]
 *     mpigrade-agent probe NAMESPACE...
 *
 * `rank` runs one rank: see rank.c. `keep` holds a job together, and replaces the sandbox's PID
 * namespace where there is none: see keeper.c. `probe` tries the walls from inside for `mpigrade
 * doctor`: see probe.c. The command line is the grader's, never typed by people, so it is
 * positional; "-" and 0 stand for "none". */
#ifndef MPIGRADE_AGENT_AGENT_H
#define MPIGRADE_AGENT_AGENT_H

/* Tells Open MPI in which folder its components are; mpirun's and a rank's differ. */
#define COMPONENT_PATH "OMPI_MCA_mca_base_component_path"

/* Says what failed on stderr, which mpirun hands to the grader; gives the exit status for it. */
enum { AGENT_FAULT = 125 };
int agent_fault(const char *what);

/* Closes all descriptors from this one on. */
void close_from(int first);

int run_rank(char **argv);
int run_keeper(char **argv);
int run_probe(char **argv);

#endif
