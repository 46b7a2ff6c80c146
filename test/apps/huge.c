// Maps 4 huge pages, has three processes touch some of them, prints `ready` when they have, and stays.
//
//   huge shared|private TOUCHES   a digit string for the parent and for each child, with commas between: `01,12,3`
//                                 (the parent touches pages 0 and 1 before it forks; the children write to them)
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define HUGE_PAGE (2l << 20)

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    int sharing = strcmp(argv[1], "shared") == 0 ? MAP_SHARED : MAP_PRIVATE;
    char *memory = mmap(0, 4 * HUGE_PAGE, PROT_READ | PROT_WRITE, sharing | MAP_ANONYMOUS | MAP_HUGETLB, -1, 0);
    if (memory == MAP_FAILED) return 3;
    int done[2];
    if (pipe(done) != 0) return 4;
    int children = 0;
    char *touches = strtok(argv[2], ",");
    for (char *digit = touches; *digit != 0; digit += 1) memory[(*digit - '0') * HUGE_PAGE] = 1;
    while ((touches = strtok(0, ",")) != 0) {
        children += 1;
        if (fork() != 0) continue;
        for (char *digit = touches; *digit != 0; digit += 1) memory[(*digit - '0') * HUGE_PAGE] = 1;
        write(done[1], ".", 1);
        for (;;) pause();
    }
    for (char byte; children > 0; children -= 1) {
        if (read(done[0], &byte, 1) != 1) return 5;
    }
    write(1, "ready\n", 6);
    for (;;) pause();
}
