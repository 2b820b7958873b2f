/* SPDX-License-Identifier: MIT */
/* Megabytes of errors. */
#define x0 undeclared(undeclared;
#define x1 x0 x0 x0 x0 x0 x0 x0 x0
#define x2 x1 x1 x1 x1 x1 x1 x1 x1
#define x3 x2 x2 x2 x2 x2 x2 x2 x2
#define x4 x3 x3 x3 x3 x3 x3 x3 x3
#define x5 x4 x4 x4 x4 x4 x4 x4 x4
int main(void) {
    x5 return 0;
}
