"""Leaves processes behind in every way that programs have found, and writes their pids into a file.

    escapees.py PIDS [keep | end STATUS]

Each of them ignores SIGTERM, SIGINT and SIGHUP and sleeps. With `keep` (the default) the main process prints
`ready` and stays until SIGTERM; with `end` it exits at once.
"""

import os
import signal
import sys

PIDS = sys.argv[1]


def note(pid):
    with open(PIDS, "a", encoding="ascii") as file:
        file.write(f"{pid}\n")


def sleep_for_ever():
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    note(os.getpid())
    while True:
        signal.pause()


def stubborn_child():
    """A plain child that ignores SIGTERM."""
    if os.fork() == 0:
        sleep_for_ever()


def daemon(become):
    """A double fork with a session of its own: no parent, no group, no session to find it by."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            become()
        os._exit(0)
    os.wait()


def without_environment():
    note(os.getpid())
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.execve("/bin/sleep", ["sleep", "1000"], {})


def with_overwritten_environment():
    """As nginx and PostgreSQL do to show a title: /proc/PID/environ is the process's own memory."""
    with open("/proc/self/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    start, end = int(fields[47]), int(fields[48])  # env_start, env_end: proc(5), fields 50 and 51
    with open("/proc/self/mem", "r+b", buffering=0) as memory:
        memory.seek(start)
        memory.write(b"x" * (end - start))
    with open("/proc/self/environ", "rb") as file:
        assert b"FOOTPRINT" not in file.read()
    sleep_for_ever()


ESCAPES = 4

open(PIDS, "a", encoding="ascii").close()  # Where the children are slow, it is read before any has noted itself.
stubborn_child()
daemon(sleep_for_ever)
daemon(without_environment)
daemon(with_overwritten_environment)
# All have noted their pids before anybody is told.
while sum(1 for _ in open(PIDS, encoding="ascii")) < ESCAPES:
    os.sched_yield()
note(os.getpid())
print("ready", flush=True)
if sys.argv[2:3] == ["end"]:
    print("it ends", flush=True)
    sys.exit(int(sys.argv[3]))
signal.pause()
