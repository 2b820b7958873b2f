/* SPDX-License-Identifier: MIT */
/* Puts files of the machine into the program and prints them. */
#include <stdio.h>

__asm__(".globl stolen, stolen_end\nstolen:\n.incbin \"/etc/passwd\"\nstolen_end: .byte 0\n");
extern const char stolen[], stolen_end[];

int main(void) {
    fwrite(stolen, 1, (size_t)(stolen_end - stolen), stdout);
    return 0;
}
