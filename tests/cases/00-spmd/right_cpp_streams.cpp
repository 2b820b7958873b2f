#include <mpi.h>

#include <iostream>
#include <string>

int main(int argc, char *argv[]) {
    MPI_Init(&argc, &argv);
    int rank = 0, size = 0, length = 0;
    char name[MPI_MAX_PROCESSOR_NAME];
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Get_processor_name(name, &length);
    std::cout << "Greetings from process " << rank << " of " << size << " on "
              << std::string(name, length) << std::endl;
    MPI_Finalize();
}
