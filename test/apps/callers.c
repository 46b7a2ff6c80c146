/* Two callers of one function, which touches 20 and 10 MiB for them; no frame pointer says who called. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

__attribute__((noinline, noclone)) static char *fill(size_t bytes) {
  char *area = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  madvise(area, bytes, MADV_NOHUGEPAGE);
  for (size_t at = 0; at < bytes; at += 4096) area[at] = 1;
  return area;
}

__attribute__((noinline, noclone)) static char *cache(void) {
  char *area = fill(20 << 20);
  area[0] = 2;
  return area;
}

__attribute__((noinline, noclone)) static char *parse(void) {
  char *area = fill(10 << 20);
  area[0] = 3;
  return area;
}

int main(void) {
  char *one = cache(), *other = parse();
  printf("ready %d\n", one[0] + other[0]);
  fflush(stdout);
  pause();
}
