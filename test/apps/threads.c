// threads COUNT KIB: so many threads take so much from malloc each, in pieces, and write to it; then says ready and stays.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int kib;
static pthread_barrier_t all;

static void *take(void *unused) {
    (void)unused;
    for (int piece = 0; piece < kib; piece += 1) {
        char *memory = malloc(1024);
        if (memory == 0) exit(3);
        memset(memory, 1, 1024);
    }
    pthread_barrier_wait(&all);
    for (;;) pause();
    return 0;
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 1;
    kib = argc > 2 ? atoi(argv[2]) : 64;
    pthread_barrier_init(&all, 0, count + 1);
    for (int index = 0; index < count; index += 1) {
        pthread_t thread;
        if (pthread_create(&thread, 0, take, 0) != 0) return 4;
    }
    pthread_barrier_wait(&all);
    printf("ready\n");
    fflush(stdout);
    for (;;) pause();
}
