/* A child that writes to 64 pages of its parent: to 40 what they held already, to 24 something else. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096
#define PAGES 64
#define SAME 40

int main(void) {
  char *area = mmap(0, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  madvise(area, PAGES * PAGE, MADV_NOHUGEPAGE);
  for (int page = 0; page < PAGES; page++) memset(area + page * PAGE, 1 + page, PAGE);
  if (fork() == 0) {
    for (int page = 0; page < PAGES; page++) area[page * PAGE] = page < SAME ? 1 + page : 200;
    printf("ready\n");
    fflush(stdout);
  }
  pause();
}
