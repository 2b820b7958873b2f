# The example that rubrics/README.md explains is valid, and the program that it describes earns full marks.
. tests/cli/lib.sh
awk '/^```/ { n++; next } n == 1' rubrics/README.md >"$folder/shared-sum.json"
cat >"$folder/sum.c" <<'END'
#include <mpi.h>
#include <stdio.h>
int main(int argc, char **argv) {
    int rank, size, part = 0, total;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size <= 10) {
        for (int i = rank; i < 100; i += size)
            part += i;
        printf("Process %d of %d added up %d\n", rank, size, part);
        MPI_Reduce(&part, &total, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
        if (rank == 0)
            printf("The total is %d\n", total);
    } else if (rank == 0) {
        printf("Please run with at most 10 processes\n");
    }
    MPI_Finalize();
    return 0;
}
END
run 0 "$MPIGRADE" rubric check "$folder/shared-sum.json"
