// Maps 8 MiB of shared memory of some kind, dirties 4 MiB of it, forks, prints `ready` and stays.
//
//   mapped file PATH CHILDREN       of a file, as LMDB does; the children only sleep
//   mapped restless PATH CHILDREN   dirties it anew a hundred times a second
//   mapped memfd|sysv - CHILDREN
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

static char *map(const char *kind, const char *path, size_t size) {
    if (strcmp(kind, "sysv") == 0) {
        int id = shmget(IPC_PRIVATE, size, 0600);
        char *memory = shmat(id, 0, 0);
        shmctl(id, IPC_RMID, 0);
        return memory;
    }
    int file = strcmp(kind, "memfd") == 0 ? memfd_create("mapped", 0) : open(path, O_RDWR | O_CREAT, 0600);
    if (file < 0 || ftruncate(file, size) != 0) exit(3);
    return mmap(0, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
}

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    char *memory = map(argv[1], argv[2], 8 << 20);
    if (memory == MAP_FAILED) return 4;
    memset(memory, 1, 4 << 20);
    for (int child = atoi(argv[3]); child > 0; child -= 1) {
        if (fork() == 0) {
            // So that the pages are in its page table, too.
            volatile char sum = 0;
            for (size_t at = 0; at < 4 << 20; at += 4096) sum += memory[at];
            for (;;) pause();
        }
    }
    write(1, "ready\n", 6);
    for (unsigned char round = 2; strcmp(argv[1], "restless") == 0; round += 1) {
        usleep(10000);
        memset(memory, round, 4 << 20);
    }
    for (;;) pause();
}
