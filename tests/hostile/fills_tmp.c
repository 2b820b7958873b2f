/* SPDX-License-Identifier: MIT */
/* Fills /tmp. */
#include "fill.h"

int main(int argc, char **argv) {
    return fill_on_rank_1(argc, argv, "/tmp");
}
