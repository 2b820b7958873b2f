#include <mpi.h>
#include <stdio.h>

static unsigned long busy(int units)
{
	volatile unsigned long x = 88172645463325252UL;
	for (long i = 0; i < 100000L * units; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
	}
	return x;
}

int main(int argc, char **argv)
{
	int rank, np, n, t, i, left, stop = -1;
	MPI_Status st;

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	if (rank) {
		for (;;) {
			MPI_Recv(&t, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
			printf("worker %d got %d\n", rank, t);
			if (t < 0)
				break;
			busy(t);
			MPI_Send(&t, 1, MPI_INT, 0, 0, MPI_COMM_WORLD);
		}
		printf("worker %d dying\n", rank);
		MPI_Finalize();
		return 0;
	}
	n = 4 * (np - 1);
	int task[n + 1];
	printf("master created %d values for sleep times: [", n);
	for (i = 0; i < n; i++) {
		task[i] = 1 + (5 * i * i + 3) % 8;
		printf("%s%d", i ? ", " : "", task[i]);
	}
	printf("]\nmaster sending first tasks\n");
	for (i = 0; i < np - 1; i++) {
		printf("master sent %d to %d\n", task[i], i + 1);
		MPI_Send(&task[i], 1, MPI_INT, i + 1, 0, MPI_COMM_WORLD);
	}
	for (left = n; left > 0; left--) {
		MPI_Recv(&t, 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &st);
		printf("%smaster received %d from %d\n", i < n ? "" : "end: ", t, st.MPI_SOURCE);
		if (i < n) {
			printf("master sent %d to %d\n", task[i], st.MPI_SOURCE);
			MPI_Send(&task[i++], 1, MPI_INT, st.MPI_SOURCE, 0, MPI_COMM_WORLD);
		} else {
			MPI_Send(&stop, 1, MPI_INT, st.MPI_SOURCE, 0, MPI_COMM_WORLD);
		}
	}
	MPI_Finalize();
	return 0;
}
