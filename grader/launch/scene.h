/* SPDX-License-Identifier: MIT */
/* What is laid out before a case starts: its folder, what the sandbox shows, the whole command. */
#ifndef MPIGRADE_LAUNCH_SCENE_H
#define MPIGRADE_LAUNCH_SCENE_H

#include "launch/internal.h"

struct scene {
    const char *folder; /* of the run, on the machine; removed by scene_done() */
    struct cage_plan plan;
};

int scene_set(const struct launcher *launcher, const struct launch_request *request,
              struct arena *arena, struct scene *ret_scene, struct error *error) MUST_USE;
void scene_done(struct scene *scene);

#endif
