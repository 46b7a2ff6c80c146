/*
 * Preloaded into a program: a regression of a known size. Dirties DIRTY_PAGES pages before main, and then
 * DIRTY_LEAK KiB a second, page by page.
 */
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static long take(const char *name) {
  const char *text = getenv(name);
  long value = text ? atol(text) : 0;
  /* Once in a tree: programs that it starts inherit the pages copy-on-write, or exec and would dirty their own. */
  if (value > 0) setenv(name, "0000", 1);
  return value;
}

static char *map(long bytes) {
  char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) abort();
  return memory;
}

static void *leak(void *kib_per_second) {
  long size = sysconf(_SC_PAGESIZE);
  long nanoseconds = size * 1000000000L / 1024 / (long)kib_per_second;
  struct timespec pause = {nanoseconds / 1000000000L, nanoseconds % 1000000000L};
  for (char *memory = map(1L << 30);; memory += size) {
    *memory = 1;
    nanosleep(&pause, NULL);
  }
}

__attribute__((constructor)) static void dirty(void) {
  long pages = take("DIRTY_PAGES");
  long kib_per_second = take("DIRTY_LEAK");
  long size = sysconf(_SC_PAGESIZE);
  pthread_t thread;
  if (pages > 0) {
    char *memory = map(pages * size);
    for (long page = 0; page < pages; page++) memory[page * size] = 1;
  }
  if (kib_per_second > 0 && pthread_create(&thread, NULL, leak, (void *)kib_per_second) != 0) abort();
}
