/* SPDX-License-Identifier: MIT */
/* One rank.
 *
 * Theory of operation: the agent makes the program's stdout and stderr pipes and hands their read
 * ends to the grader over the Unix socket SOCKET, with its rank from the launcher's environment. So
 * the grader, not mpirun, owns every rank's streams: who wrote a byte is a fact, and a byte that
 * was written is safe whatever happens to the agent. After WIRE_GO it forks; the child tells that
 * it starts, so that the kernel tells the grader its pid, and becomes the program. The agent waits
 * for it, reports, and leaves only at WIRE_BYE: mpirun, which ends the whole job when one rank
 * fails, must not cut the others' output short before the grader has seen what they had to say. So
 * long it holds the streams open, too: that they end is no news, and wakes nobody.
 *
 * The program runs as the same user. Agent and program have a process group each, so that mpirun,
 * which signals groups when it cleans up, reaches this agent and nobody else; and the agent is not
 * dumpable, so the program cannot take its socket by ptrace or /proc. */
#include "agent/agent.h"
#include "launch/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

struct settings {
    const char *socket, *input, *preload, *components, *libraries;
    long long cpu_s, data_mb, file_mb, files, processes; /* 0: no limit */
    char **program;
};

static struct settings settings_read(char **argv) {
    return (struct settings){
        .socket = argv[0],
        .input = argv[1],
        .preload = argv[2],
        .components = argv[3],
        .libraries = argv[4],
        .cpu_s = atoll(argv[5]),
        .data_mb = atoll(argv[6]),
        .file_mb = atoll(argv[7]),
        .files = atoll(argv[8]),
        .processes = atoll(argv[9]),
        .program = argv + 10,
    };
}

/* A number that the launcher has put into the environment, under Open MPI's name or MPICH's. */
static int launcher_number(const char *openmpi, const char *mpich) {
    const char *text = getenv(openmpi);
    if (text == NULL)
        text = getenv(mpich);
    return text == NULL ? -1 : atoi(text);
}

static int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0)
        return -1;
    return fd;
}

static int tell(int fd, const struct wire *message) {
    uint8_t bytes[WIRE_SIZE];
    wire_encode(message, bytes);
    return send(fd, bytes, sizeof bytes, MSG_NOSIGNAL) == WIRE_SIZE ? 0 : -1;
}

/* The first message, with two descriptors. */
static int say_hello(int fd, int rank, int size, const int ends[2]) {
    uint8_t bytes[WIRE_SIZE];
    wire_encode(&(struct wire){.kind = WIRE_HELLO, .rank = rank, .size = size}, bytes);
    struct iovec content = {bytes, sizeof bytes};
    union {
        char room[CMSG_SPACE(2 * sizeof(int))];
        struct cmsghdr align;
    } control = {0};
    struct msghdr message = {.msg_iov = &content,
                             .msg_iovlen = 1,
                             .msg_control = control.room,
                             .msg_controllen = sizeof control.room};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(2 * sizeof(int));
    memcpy(CMSG_DATA(header), ends, 2 * sizeof(int));
    return sendmsg(fd, &message, MSG_NOSIGNAL) == WIRE_SIZE ? 0 : -1;
}

/* Waits for a message of one kind. -1 when the grader is gone. */
static int await(int fd, enum wire_kind kind) {
    for (;;) {
        uint8_t bytes[WIRE_SIZE];
        struct wire message;
        ssize_t got = recv(fd, bytes, sizeof bytes, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return -1;
        if (wire_decode(bytes, (size_t)got, &message) == 0 && message.kind == kind)
            return 0;
    }
}

/* ---- the child, until it becomes the program ---- */

#ifdef __GLIBC__
typedef __rlimit_resource_t resource_kind;
#else
typedef int resource_kind;
#endif

static int limit(resource_kind resource, long long soft, long long unit, long long more) {
    struct rlimit both;
    if (soft == 0)
        return 0;
    if (getrlimit(resource, &both) < 0)
        return -1;
    rlim_t wanted = (rlim_t)(soft * unit);
    rlim_t hard = (rlim_t)((soft + more) * unit);
    if (hard < both.rlim_max)
        both.rlim_max = hard;
    both.rlim_cur = wanted < both.rlim_max ? wanted : both.rlim_max;
    return setrlimit(resource, &both);
}

static int set_limits(const struct settings *settings) {
    /* The kernel sends SIGXCPU, which has a name for people, before it kills at the hard limit. */
    if (limit(RLIMIT_CPU, settings->cpu_s, 1, /* more= */ 2) < 0 ||
        /* RLIMIT_DATA and not RLIMIT_AS: MPI maps far more than it uses. */
        limit(RLIMIT_DATA, settings->data_mb, 1 << 20, 0) < 0 ||
        limit(RLIMIT_FSIZE, settings->file_mb, 1 << 20, 0) < 0 ||
        limit(RLIMIT_NOFILE, settings->files, 1, 0) < 0 ||
        limit(RLIMIT_NPROC, settings->processes, 1, 0) < 0)
        return -1;
    struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_CORE, &none);
}

static void normal_signals(void) {
    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL);
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static int set_variable(const char *name, const char *value) {
    return strcmp(value, "-") == 0 ? 0 : setenv(name, value, 1);
}

static void become_program(const struct settings *settings, int grader, bool first,
                           const int streams[2]) {
    const char *input = first && strcmp(settings->input, "-") != 0 ? settings->input : "/dev/null";
    int in = open(input, O_RDONLY | O_CLOEXEC);
    (void)setpgid(0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* What a wrong program reads beside its arrays must be the same in every run. */
    (void)personality(ADDR_NO_RANDOMIZE);
    normal_signals();
    if (in >= 0 && dup2(in, 0) == 0 && dup2(streams[0], 1) == 1 && dup2(streams[1], 2) == 2 &&
        set_limits(settings) == 0 && set_variable("LD_PRELOAD", settings->preload) == 0 &&
        set_variable(COMPONENT_PATH, settings->components) == 0 &&
        set_variable("LD_LIBRARY_PATH", settings->libraries) == 0 &&
        tell(grader, &(struct wire){.kind = WIRE_STARTED}) == 0)
        (void)execvp(settings->program[0], settings->program);
    (void)tell(grader, &(struct wire){.kind = WIRE_FAILED, .error = errno});
    _exit(127);
}

/* ---- the agent ---- */

static void ignore_signals(void) {
    const int numbers[] = {SIGINT,  SIGHUP,  SIGQUIT, SIGPIPE, SIGUSR1,
                           SIGUSR2, SIGALRM, SIGTSTP, SIGTTIN, SIGTTOU};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        (void)signal(numbers[i], SIG_IGN);
}

static int64_t microseconds(struct timeval time) {
    return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

/* SIGTERM and SIGCHLD wait until wait_for() asks for them. */
static sigset_t block_signals(void) {
    sigset_t signals;
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &signals, NULL);
    return signals;
}

static bool is_full(const char *folder) {
    struct statfs of;
    return statfs(folder, &of) == 0 && of.f_blocks > 0 && of.f_bavail == 0;
}

static struct wire wait_for(pid_t pid, int grader, const sigset_t *signals) {
    int status = 0;
    struct rusage used = {0};
    while (wait4(pid, &status, WNOHANG, &used) != pid)
        if (sigwaitinfo(signals, NULL) == SIGTERM)
            (void)tell(grader, &(struct wire){.kind = WIRE_DISMISSED});
    return (struct wire){
        .kind = WIRE_ENDED,
        .error = is_full("/tmp") ? ENOSPC : 0,
        .exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
        .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
        .cpu_us = microseconds(used.ru_utime) + microseconds(used.ru_stime),
        .peak_bytes = (int64_t)used.ru_maxrss * 1024,
    };
}

/* Makes the pipes, hands them over and waits for the start. -1 with errno. */
static int meet_grader(int grader, int rank, int size, int ret_streams[2]) {
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0 ||
        say_hello(grader, rank, size, (int[2]){out[0], err[0]}) < 0)
        return -1;
    (void)close(out[0]);
    (void)close(err[0]);
    ret_streams[0] = out[1];
    ret_streams[1] = err[1];
    return await(grader, WIRE_GO);
}

int run_rank(char **argv) {
    const struct settings settings = settings_read(argv);
    const int rank = launcher_number("OMPI_COMM_WORLD_RANK", "PMI_RANK");
    const int size = launcher_number("OMPI_COMM_WORLD_SIZE", "PMI_SIZE");
    int streams[2];
    (void)setpgid(0, 0);
    /* What mpirun left open is none of the program's business, but for MPICH's own connection. */
    if (getenv("PMI_FD") == NULL)
        close_from(3);
    ignore_signals();
    const sigset_t signals = block_signals();
    (void)prctl(PR_SET_DUMPABLE, 0);
    int grader = connect_to(settings.socket);
    if (grader < 0 || meet_grader(grader, rank, size, streams) < 0)
        return agent_fault("cannot reach the grader");
    pid_t pid = fork();
    if (pid < 0)
        return agent_fault("cannot fork");
    if (pid == 0)
        become_program(&settings, grader, rank == 0, streams);
    struct wire end = wait_for(pid, grader, &signals);
    (void)tell(grader, &end);
    (void)await(grader, WIRE_BYE);
    return end.signal > 0 ? 128 + end.signal : end.exit_code;
}
