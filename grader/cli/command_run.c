/* SPDX-License-Identifier: MIT */
/* mpigrade run: a program without an exercise, who printed what, and what is amiss. */
#include "cli/cli.h"

#include "base/messages.h"

int command_run(struct program *program, int argc, char **argv, struct error *error) {
    const struct run_view view = {
        .purpose = _("Run a program and show what each rank printed, and what is amiss.")};
    return program_run(program, &view, argc, argv, error);
}
