// A process that is never there for long: each link forks the next, which goes into a session of its own, and
// ends 2 ms later. Whoever looks at a list of processes finds them gone. `chain SECONDS` ends by itself then.
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    time_t end = time(0) + (argc > 1 ? atoi(argv[1]) : 1);
    while (time(0) < end) {
        pid_t next = fork();
        if (next != 0) return next < 0;
        setsid();
        usleep(2000);
    }
    return 0;
}
