// Is not dumpable, as what a setuid program starts, so that its memory may not be read; dirties 8 MiB and stays.
//
//   undumpable             says ready and stays
//   undumpable worker      the same in a child; the program itself is dumpable
//   undumpable PORT        the same, and listens on 127.0.0.1
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "worker") == 0 && fork() != 0) {
        pause();
        return 0;
    }
    prctl(PR_SET_DUMPABLE, 0);
    char *memory = mmap(0, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return 3;
    memset(memory, 1, 8 << 20);
    int port = atoi(what);
    if (port > 0) {
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        int listener = socket(AF_INET, SOCK_STREAM, 0);
        if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 8) != 0) return 4;
    }
    printf("ready %d\n", getpid());
    fflush(stdout);
    for (;;) pause();
}
