/* SPDX-License-Identifier: MIT */
/* np 2
 * expect clean
 */
#include "small.h"

int main(void) {
    a = b = rank = size = other = list[0] = 0;
    puts("hello");
    return 0;
}
