/* SPDX-License-Identifier: MIT */
/* Templates that double with each level. */
#include <mpi.h>

template <int depth, int way> struct bomb {
    static const int value = bomb<depth - 1, way * 2>::value + bomb<depth - 1, way * 2 + 1>::value;
};
template <int way> struct bomb<0, way> { static const int value = way; };

int main() {
    return bomb<24, 0>::value;
}
