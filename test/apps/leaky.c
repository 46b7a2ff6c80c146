/* Keeps 16 pages more with each SIGUSR1, in a function of its own. */
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

__attribute__((noinline, noclone)) static void remember(void) {
  char *area = mmap(0, 16 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (int page = 0; page < 16; page++) area[page * 4096] = 1;
}

static void on_request(int signal) {
  (void)signal;
  remember();
}

int main(void) {
  signal(SIGUSR1, on_request);
  printf("ready\n");
  fflush(stdout);
  for (;;) pause();
}
