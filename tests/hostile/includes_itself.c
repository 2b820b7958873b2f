/* SPDX-License-Identifier: MIT */
/* Includes itself, twice at each level. */
#include __FILE__
#include __FILE__
int main(void) {
    return 0;
}
