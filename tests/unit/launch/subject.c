/* SPDX-License-Identifier: MIT */
/* The program that test_launch.c runs: each first argument is one way to behave. */
#include <fcntl.h>
#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <unistd.h>

static int rank, size;

static void hello(void) {
    char host[MPI_MAX_PROCESSOR_NAME];
    int length, sum;
    MPI_Get_processor_name(host, &length);
    MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    printf("rank %d of %d on %s, sum %d\n", rank, size, host, sum);
}

static void rank1_crashes(void) {
    printf("before\n");
    fflush(stdout);
    if (rank == 1)
        raise(SIGSEGV);
    usleep(100000);
    printf("after\n");
    fflush(stdout);
    MPI_Barrier(MPI_COMM_WORLD);
}

static void rank2_exits_3(void) {
    if (rank == 2)
        exit(3);
    MPI_Barrier(MPI_COMM_WORLD);
}

static void rank1_aborts(void) {
    if (rank == 1)
        MPI_Abort(MPI_COMM_WORLD, 7);
    MPI_Barrier(MPI_COMM_WORLD);
}

static void rank1_aborts_with_0(void) {
    if (rank == 1)
        MPI_Abort(MPI_COMM_WORLD, 0);
    MPI_Barrier(MPI_COMM_WORLD);
}

static void sends_to_nobody(void) {
    if (rank == 1)
        MPI_Send(&rank, 1, MPI_INT, size, 0, MPI_COMM_WORLD);
    MPI_Barrier(MPI_COMM_WORLD);
}

static void loops(void) {
    printf("looping\n");
    fflush(stdout);
    for (volatile int i = 0;; i = i + 1)
        ;
}

static void ignores_sigterm(void) {
    signal(SIGTERM, SIG_IGN);
    loops();
}

static void burns_cpu(void) {
    if (rank == 0)
        loops();
    sleep(1000);
}

static void floods(void) {
    static char block[65536];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 3200; i++) /* 200 MiB */
        fwrite(block, 1, sizeof block, rank == 0 ? stdout : stderr);
    printf("the end\n");
}

static void half_line(void) {
    printf("no newline from %d", rank);
}

static void nul_bytes(void) {
    fwrite("a\0b\xff\n", 1, 5, stdout);
}

static void closes_streams(void) {
    close(0);
    close(1);
    close(2);
}

static void leaves_a_daemon(void) {
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            sleep(1000); /* and holds the pipes open */
        _exit(0);
    }
    printf("left\n");
}

static void forks_forever(void) {
    while (rank == 1)
        if (fork() == 0)
            pause();
    MPI_Barrier(MPI_COMM_WORLD);
}

static void eats_memory(void) {
    for (size_t mb = 0; rank == 1 && mb < 1000; mb++) {
        memset(malloc(1 << 20), 1, 1 << 20);
        usleep(100);
    }
    MPI_Barrier(MPI_COMM_WORLD);
}

static void grows_a_file(void) {
    static char block[65536];
    int fd = open("big", O_WRONLY | O_CREAT, 0600);
    while (write(fd, block, sizeof block) > 0)
        ;
    perror("write");
}

static void speaks_on_stderr(void) {
    fprintf(stderr, "warning from %d\n", rank);
}

static void echoes_input(void) {
    char line[100];
    while (fgets(line, sizeof line, stdin) != NULL)
        printf("got %s", line);
    printf("end\n");
}

/* Everything a program should not find: descriptors, environment, files, ways to the grader. */
static void looks_around(void) {
    for (int fd = 3; fd < 100; fd++) {
        char path[64], target[256] = "";
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        if (readlink(path, target, sizeof target - 1) > 0 && strstr(target, "socket") == NULL &&
            strstr(target, "pipe") == NULL && strstr(target, "anon_inode") == NULL &&
            strstr(target, "/dev/shm/") == NULL && strstr(target, "/tmp/") == NULL)
            printf("descriptor %s\n", target);
    }
    char memory[64];
    snprintf(memory, sizeof memory, "/proc/%d/mem", (int)getppid());
    if (open(memory, O_RDWR) >= 0 || ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0)
        printf("reaches into its agent\n");
    if (getuid() == 0)
        printf("is root\n");
    if (access("/home", F_OK) == 0 || access("/root", F_OK) == 0)
        printf("sees homes\n");
    if (access("/sys", F_OK) == 0)
        printf("sees /sys\n");
    const char *const closed[] = {"/program/x", "/case/x", "/x", "/etc/x", "/usr/x", "/dev/x"};
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++)
        if (open(closed[i], O_WRONLY | O_CREAT, 0600) >= 0)
            printf("can write %s\n", closed[i]);
    if (getenv("MPIGRADE_TEST_SECRET") != NULL)
        printf("sees the grader's environment\n");
    if (access("/case/agents", F_OK) == 0)
        printf("sees the agents' socket\n");
}

static void kills_its_agent(void) {
    printf("farewell\n");
    fflush(stdout);
    if (rank == 1)
        kill(getppid(), SIGKILL);
    sleep(1000);
}

static const struct {
    const char *name;
    void (*run)(void);
} behaviours[] = {
#define X(name)                                                                                    \
    { #name, name }
    X(hello),           X(rank1_crashes),    X(rank2_exits_3),
    X(rank1_aborts),    X(sends_to_nobody),  X(loops),
    X(ignores_sigterm), X(burns_cpu),        X(floods),
    X(half_line),       X(nul_bytes),        X(closes_streams),
    X(leaves_a_daemon), X(forks_forever),    X(eats_memory),
    X(grows_a_file),    X(speaks_on_stderr), X(echoes_input),
    X(looks_around),    X(kills_its_agent),  X(rank1_aborts_with_0),
};

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "never_calls_mpi") == 0)
        return 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    for (size_t i = 0; i < sizeof behaviours / sizeof behaviours[0]; i++)
        if (argc > 1 && strcmp(argv[1], behaviours[i].name) == 0)
            behaviours[i].run();
    MPI_Finalize();
    return 0;
}
