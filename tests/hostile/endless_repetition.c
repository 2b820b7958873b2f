/* SPDX-License-Identifier: MIT */
/* The assembler repeats for ever. */
__asm__(".rept 1000000000\n.byte 1\n.endr\n");

int main(void) {
    return 0;
}
