// Maps `count` regions of one page each that the kernel cannot merge (protections alternate), dirties every
// one that may be written, says so, and sleeps.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv) {
    long count = argc > 1 ? atol(argv[1]) : 1000;
    long page = sysconf(_SC_PAGESIZE);
    char *start = mmap(0, count * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED) return 1;
    for (long index = 0; index < count; index += 1) {
        start[index * page] = 1;
        if (index % 2 == 1 && mprotect(start + index * page, page, PROT_READ) != 0) return 2;
    }
    puts("ready");
    fflush(stdout);
    pause();
    return 0;
}
