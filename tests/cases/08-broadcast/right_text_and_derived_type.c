#include <mpi.h>
#include <stddef.h>
#include <stdio.h>

typedef struct {
	char key[10];
	int value;
} pair_t;

static MPI_Datatype pair_type(void)
{
	MPI_Datatype type, full, parts[2] = {MPI_CHAR, MPI_INT};
	int lengths[2] = {10, 1};
	MPI_Aint at[2] = {offsetof(pair_t, key), offsetof(pair_t, value)};

	MPI_Type_create_struct(2, lengths, at, parts, &type);
	MPI_Type_create_resized(type, 0, sizeof(pair_t), &full);
	MPI_Type_commit(&full);
	MPI_Type_free(&type);
	return full;
}

static void print_pairs(const char *before, const pair_t *p, int n, const char *after)
{
	printf("%s{", before);
	for (int i = 0; i < n; i++)
		printf("%s'%s': %d", i ? ", " : "", p[i].key, p[i].value);
	printf("}%s\n", after);
}

int main(int argc, char **argv)
{
	int rank, np, len;
	char host[MPI_MAX_PROCESSOR_NAME], text[512];
	pair_t pairs[3] = {{"", 0}};

	MPI_Init(&argc, &argv);
	MPI_Comm_rank(MPI_COMM_WORLD, &rank);
	MPI_Comm_size(MPI_COMM_WORLD, &np);
	MPI_Get_processor_name(host, &len);

	if (np > 1) {
		MPI_Datatype type = pair_type();
		if (rank == 0) {
			pairs[0] = (pair_t){"one", 1};
			pairs[1] = (pair_t){"two", 2};
			pairs[2] = (pair_t){"three", 3};
			sprintf(text, "Master Process 0 of %d on %s broadcasts ", np, host);
			print_pairs(text, pairs, 3, "");
		} else {
			printf("Worker Process %d of %d on %s starts with {}\n", rank, np, host);
		}
		MPI_Bcast(pairs, 3, type, 0, MPI_COMM_WORLD);
		sprintf(text, "Process %d of %d on %s has ", rank, np, host);
		print_pairs(text, pairs, 3, " after the broadcast");
		MPI_Type_free(&type);
	} else {
		puts("Please run this program with the number of processes greater than 1");
	}
	MPI_Finalize();
	return 0;
}
