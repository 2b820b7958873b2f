from mpi4py import MPI


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()            # number of the process running the code
    numProcesses = comm.Get_size()  # total number of processes running
    myHostName = MPI.Get_processor_name()

    if id == 0:
        print("Greetings from the master, {} of {} on {}".format(id, numProcesses, myHostName))
    else:
        print("Greetings from a worker, {} of {} on {}".format(id, numProcesses, myHostName))


if __name__ == "__main__":
    main()
