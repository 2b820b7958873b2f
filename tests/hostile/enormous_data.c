/* SPDX-License-Identifier: MIT */
/* Four gigabytes of data in the program. */
char data[1UL << 32] = {1};

int main(void) {
    return data[5];
}
