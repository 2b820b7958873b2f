/* SPDX-License-Identifier: MIT */
/* Messages of the compiler that a CI system would obey. */
#line 1 "::error::forged"
int main(void) {
    return undeclared;
}
