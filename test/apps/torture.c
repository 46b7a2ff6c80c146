// Touches memory in every way that a page can come, go and change hands, writes how many pages of each function's making
// are still there to a file (`NAME PAGES`, one a line), prints `ready` and stays.
//
//   torture TRUTH SCRATCH   SCRATCH is made, and mapped in private
//
// A page counts for the function in which it was touched: each touches nothing but what its name says.
#define _GNU_SOURCE
#include <alloca.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096l
#define HUGE_PAGE (512 * PAGE)
#define ALONE __attribute__((noinline, noclone))

static int truth;

static void say(const char *name, long pages) {
    char line[64];
    int length = snprintf(line, sizeof line, "%s %ld\n", name, pages);
    if (write(truth, line, length) != length) _exit(3);
}

static inline __attribute__((always_inline)) void dirty(char *memory, long first, long count) {
    for (long page = first; page < first + count; page += 1) ((volatile char *)memory)[page * PAGE] = 1;
}

/** A function of its own for each way, so that each has its name in a stack. */
#define TOUCHER(name) \
    static ALONE void name(char *memory, long first, long count) { dirty(memory, first, count); __asm__(""); }

TOUCHER(touch_brk)
TOUCHER(touch_brk_again)
TOUCHER(touch_mapped)
TOUCHER(touch_moved)
TOUCHER(touch_grown)
TOUCHER(touch_unmapped)
TOUCHER(touch_mapped_again)
TOUCHER(touch_dropped)
TOUCHER(touch_dropped_again)
TOUCHER(touch_file)
TOUCHER(touch_data)
TOUCHER(touch_bss)
TOUCHER(touch_huge)
TOUCHER(touch_stack)
TOUCHER(touch_before_fork)
TOUCHER(touch_in_child)
TOUCHER(touch_in_parent)
TOUCHER(touch_before_short_fork)
TOUCHER(touch_in_short_child)
TOUCHER(touch_after_short_child)
TOUCHER(touch_before_exec)
TOUCHER(touch_after_exec)
TOUCHER(touch_shared)
TOUCHER(touch_shared_in_child)

static ALONE long read_zeros(volatile char *memory, long count) {
    long sum = 0;
    for (long page = 0; page < count; page += 1) sum += memory[page * PAGE];
    return sum;
}

/** The kernel writes the bytes, for this function: it makes the call itself. */
static ALONE long fill_by_read(long file, char *memory, long length) {
#ifdef __x86_64__
    long result = SYS_pread64;
    register long offset __asm__("r10") = 0;
    __asm__ volatile("syscall" : "+a"(result) : "D"(file), "S"(memory), "d"(length), "r"(offset) : "rcx", "r11", "memory");
    return result;
#else
    return pread(file, memory, length, 0);
#endif
}

static void *map_at(void *at, long pages, int flags) {
    char *memory = mmap(at, pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
    if (memory == MAP_FAILED) _exit(4);
    madvise(memory, pages * PAGE, MADV_NOHUGEPAGE);
    return memory;
}

static void *map(long pages) {
    return map_at(0, pages, 0);
}

/** How many pages of a range are there. */
static long present(void *memory, long pages) {
    unsigned char *seen = calloc(pages, 1);
    long count = 0;
    if (mincore(memory, pages * PAGE, seen) != 0) _exit(5);
    for (long page = 0; page < pages; page += 1) count += seen[page] & 1;
    free(seen);
    return count;
}

static pthread_barrier_t touched;

static void *stay_in_thread(void *unused) {
    (void)unused;
    char *memory = alloca(40 * PAGE);
    touch_stack((char *)(((uintptr_t)memory + PAGE) & ~(uintptr_t)(PAGE - 1)), 0, 19);
    pthread_barrier_wait(&touched);
    for (;;) pause();
    return 0;
}

static char data[15 * PAGE] = {1};
static char bss[13 * PAGE];

static char *page_aligned(char *memory) {
    return (char *)(((uintptr_t)memory + PAGE - 1) & ~(uintptr_t)(PAGE - 1));
}

static void be_alone(void) {
    char *end = sbrk(0);
    if (sbrk(((PAGE - (uintptr_t)end % PAGE) % PAGE) + 60 * PAGE) == (void *)-1) _exit(6);
    char *heap = page_aligned(end);
    touch_brk(heap, 0, 60);
    sbrk(-20 * PAGE);
    sbrk(20 * PAGE);
    touch_brk_again(heap, 45, 6);
    say("touch_brk", 40);
    say("touch_brk_again", 6);

    touch_mapped(map(101), 20, 53);
    say("touch_mapped", 53);

    char *moved = map(29);
    touch_moved(moved, 0, 29);
    moved = mremap(moved, 29 * PAGE, 64 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, map(64));
    if (moved == MAP_FAILED) _exit(7);
    touch_grown(moved, 40, 10);
    mremap(moved, 64 * PAGE, 47 * PAGE, 0);
    say("touch_moved", 29);
    say("touch_grown", 7);

    map_at(0, 71, MAP_POPULATE);
    say("populated", 71);

    char *gone = map(40);
    touch_unmapped(gone, 0, 40);
    munmap(gone, 40 * PAGE);
    touch_mapped_again(map_at(gone, 40, MAP_FIXED_NOREPLACE), 5, 17);
    say("touch_unmapped", 0);
    say("touch_mapped_again", 17);

    char *dropped = map(60);
    touch_dropped(dropped, 0, 60);
    madvise(dropped, 30 * PAGE, MADV_DONTNEED);
    touch_dropped_again(dropped, 10, 7);
    say("touch_dropped", 30);
    say("touch_dropped_again", 7);

    char *zeros = map(50);
    if (read_zeros(zeros, 50) != 0) _exit(8);
    say("read_zeros", 0);

    touch_data(page_aligned(data), 0, 13);
    touch_bss(page_aligned(bss), 0, 11);
    say("touch_data", 13);
    say("touch_bss", 11);

    char *huge = map(4 * 512);
    huge = (char *)(((uintptr_t)huge + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1));
    madvise(huge, 3 * HUGE_PAGE, MADV_HUGEPAGE);
    for (long page = 0; page < 3; page += 1) touch_huge(huge, 512 * page, 1);
    munmap(huge + 2 * HUGE_PAGE + 256 * PAGE, 100 * PAGE);
    say("touch_huge", present(huge, 1024 + 256) + present(huge + 2 * HUGE_PAGE + 356 * PAGE, 156));
}

static void use_file(const char *path) {
    static char page[PAGE];
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    for (long count = 0; count < 35; count += 1) {
        if (write(file, page, PAGE) != PAGE) _exit(9);
    }
    fsync(file);
    char *mapped = mmap(0, 35 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    if (read_zeros(mapped, 35) != 0) _exit(10);
    touch_file(mapped, 3, 23);
    say("touch_file", 23);
    if (fill_by_read(file, map(31), 31 * PAGE) != 31 * PAGE) _exit(11);
    say("fill_by_read", 31);
    close(file);
}

static void have_threads(void) {
    pthread_t thread;
    pthread_barrier_init(&touched, 0, 3);
    for (int count = 0; count < 2; count += 1) pthread_create(&thread, 0, stay_in_thread, 0);
    pthread_barrier_wait(&touched);
    say("touch_stack", 2 * 19);
}

/** Forks; the child says by a byte that it has done its part. */
static pid_t fork_with_pipe(int pipe_ends[2]) {
    if (pipe(pipe_ends) != 0) _exit(12);
    return fork();
}

static void wait_for_byte(const int pipe_ends[2]) {
    char byte;
    if (read(pipe_ends[0], &byte, 1) != 1) _exit(13);
}

static void have_family(char *program) {
    int done[2];
    char *early = map(40);
    touch_before_short_fork(early, 0, 40);
    pid_t short_child = fork();
    if (short_child == 0) {
        touch_in_short_child(early, 0, 15);
        _exit(0);
    }
    waitpid(short_child, 0, 0);
    touch_after_short_child(early, 0, 40);
    say("touch_before_short_fork", 40);
    say("touch_in_short_child", 0);
    say("touch_after_short_child", 0);

    char *shared = mmap(0, 60 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    touch_shared(shared, 0, 25);
    char *family = map(200);
    touch_before_fork(family, 0, 200);
    if (fork_with_pipe(done) == 0) {
        touch_in_child(family, 50, 33);
        touch_shared_in_child(shared, 15, 20);
        write(done[1], ".", 1);
        for (;;) pause();
    }
    wait_for_byte(done);
    touch_in_parent(family, 100, 21);
    say("touch_before_fork", 200);
    say("touch_in_child", 33);
    say("touch_in_parent", 21);
    say("touch_shared", 25);
    say("touch_shared_in_child", 10);

    if (fork_with_pipe(done) == 0) {
        touch_before_exec(map(50), 0, 50);
        dup2(done[1], 1);
        execl(program, program, "after-exec", (char *)0);
        _exit(14);
    }
    wait_for_byte(done);
    say("touch_before_exec", 0);
    say("touch_after_exec", 9);
}

int main(int argc, char **argv) {
    if (argc == 2) {
        touch_after_exec(map(9), 0, 9);
        write(1, ".", 1);
        for (;;) pause();
    }
    if (argc != 3) return 2;
    truth = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    be_alone();
    use_file(argv[2]);
    have_threads();
    have_family(argv[0]);
    write(1, "ready\n", 6);
    for (;;) pause();
}
