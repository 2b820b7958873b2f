import random
import time

from mpi4py import MPI

TASKS_PER_WORKER = 4
STOP = -1


def master(comm, workers):
    times = [random.randint(1, 8) for _ in range(TASKS_PER_WORKER * workers)]
    print("master created {} values for sleep times:".format(len(times)))
    print(times)
    print("master sending first tasks")
    todo = list(times)
    for w in range(1, workers + 1):
        t = todo.pop(0)
        comm.send(t, dest=w)
        print("master sent {} to {}".format(t, w))
    status = MPI.Status()
    while todo:
        done = comm.recv(source=MPI.ANY_SOURCE, status=status)
        w = status.Get_source()
        print("master received {} from {}".format(done, w))
        t = todo.pop(0)
        comm.send(t, dest=w)
        print("master sent {} to {}".format(t, w))
    for _ in range(workers):
        done = comm.recv(source=MPI.ANY_SOURCE, status=status)
        w = status.Get_source()
        print("end: master received {} from {}".format(done, w))
        comm.send(STOP, dest=w)


def worker(comm, id):
    while True:
        t = comm.recv(source=0)
        print("worker {} got {}".format(id, t))
        if t == STOP:
            print("worker {} dying".format(id))
            return
        time.sleep(t / 100)
        comm.send(t, dest=0)


comm = MPI.COMM_WORLD
if comm.Get_rank() == 0:
    master(comm, comm.Get_size() - 1)
else:
    worker(comm, comm.Get_rank())
