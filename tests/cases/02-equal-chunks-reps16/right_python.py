from mpi4py import MPI

REPS = 16


def main():
    comm = MPI.COMM_WORLD
    id = comm.Get_rank()
    numProcesses = comm.Get_size()
    myHostName = MPI.Get_processor_name()

    if REPS % numProcesses == 0 and numProcesses <= REPS:
        chunkSize = REPS // numProcesses
        start = id * chunkSize
        for i in range(start, start + chunkSize):
            print("On {}: Process {} is performing iteration {}".format(myHostName, id, i))
    elif id == 0:
        print("Please run with number of processes divisible by and less than or equal to {}.".format(REPS))


main()
