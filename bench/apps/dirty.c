/* Preloaded into a program, dirties DIRTY_PAGES pages before main: a regression of a known size. */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

__attribute__((constructor)) static void dirty(void) {
  const char *text = getenv("DIRTY_PAGES");
  long pages = text ? atol(text) : 0;
  long size = sysconf(_SC_PAGESIZE);
  /* Once in a tree: programs that it starts inherit the pages copy-on-write, or exec and would dirty their own. */
  if (pages <= 0) return;
  setenv("DIRTY_PAGES", "0000", 1);
  char *memory = mmap(NULL, pages * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) abort();
  for (long page = 0; page < pages; page++) memory[page * size] = 1;
}
