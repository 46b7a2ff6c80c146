// What faults and calls cost: `cost faults N` touches N pages, `cost calls N` reads a file N times; prints nanoseconds each.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    long count = atol(argv[2]);
    char byte;
    double started;
    if (strcmp(argv[1], "faults") == 0) {
        char *memory = mmap(0, count * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        madvise(memory, count * 4096, MADV_NOHUGEPAGE);
        started = now();
        for (long page = 0; page < count; page += 1) ((volatile char *)memory)[page * 4096] = 1;
    } else {
        int file = open(argv[0], O_RDONLY);
        started = now();
        for (long call = 0; call < count; call += 1) if (pread(file, &byte, 1, 0) != 1) return 3;
    }
    printf("%.1f\n", (now() - started) / count);
    return 0;
}
