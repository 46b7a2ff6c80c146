// Processes of every shape that a tree can have. Prints `ready` when all stand, then stays.
//
//   family fork MEGABYTES CHILDREN   dirties so much, then forks; the children only sleep
//   family daemon                    double fork with a session of its own; the first process stays
//   family title                     as daemon, and overwrites the memory of its environment, as nginx does
//   family zombie                    a child that has ended and is never waited for
//   family thread MEGABYTES          the first thread ends, another dirties so much and stays
//   family pages COUNT               dirties so many pages more at SIGUSR1, then prints `dirtied`
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void say(const char *word) {
    write(1, word, strlen(word));
    write(1, "\n", 1);
}

static void stay(void) {
    for (;;) pause();
}

static char *map(size_t size) {
    char *memory = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) exit(3);
    // Else the kernel may give 2 MB where one page is asked for.
    madvise(memory, size, MADV_NOHUGEPAGE);
    return memory;
}

static char *pages;
static size_t page_count;

static void dirty_pages(int signal) {
    (void)signal;
    long page = sysconf(_SC_PAGESIZE);
    for (size_t index = 0; index < page_count; index += 1) pages[index * page] = 1;
    say("dirtied");
}

static void *hold(void *megabytes) {
    size_t size = (size_t)megabytes << 20;
    memset(map(size), 1, size);
    say("ready");
    stay();
    return 0;
}

static void daemonize(int overwrite) {
    if (fork() != 0) {
        wait(0);
        stay();
    }
    setsid();
    if (fork() != 0) _exit(0);
    setpgid(0, 0);
    if (overwrite) {
        for (char **entry = environ; *entry != 0; entry += 1) memset(*entry, 'x', strlen(*entry));
    }
    say("ready");
    stay();
}

int main(int argc, char **argv) {
    const char *shape = argc > 1 ? argv[1] : "";
    size_t number = argc > 2 ? strtoul(argv[2], 0, 10) : 0;
    if (strcmp(shape, "fork") == 0) {
        memset(map(number << 20), 1, number << 20);
        for (int child = argc > 3 ? atoi(argv[3]) : 0; child > 0; child -= 1) {
            if (fork() == 0) stay();
        }
        say("ready");
        stay();
    }
    if (strcmp(shape, "daemon") == 0) daemonize(0);
    if (strcmp(shape, "title") == 0) daemonize(1);
    if (strcmp(shape, "zombie") == 0) {
        if (fork() == 0) _exit(0);
        siginfo_t ended;
        waitid(P_ALL, 0, &ended, WEXITED | WNOWAIT);
        say("ready");
        stay();
    }
    if (strcmp(shape, "thread") == 0) {
        pthread_t thread;
        pthread_create(&thread, 0, hold, (void *)number);
        pthread_exit(0);
    }
    if (strcmp(shape, "pages") == 0) {
        page_count = number;
        pages = map(number * sysconf(_SC_PAGESIZE));
        // The first call of the handler needs pages of its own: on the stack, and of the C library.
        page_count = 0;
        signal(SIGUSR1, dirty_pages);
        raise(SIGUSR1);
        page_count = number;
        say("ready");
        stay();
    }
    return 2;
}
