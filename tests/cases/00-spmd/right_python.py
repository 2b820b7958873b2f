from mpi4py import MPI

comm = MPI.COMM_WORLD
id = comm.Get_rank()
numProcesses = comm.Get_size()
myHostName = MPI.Get_processor_name()

print("Greetings from process {} of {} on {}".format(id, numProcesses, myHostName))
