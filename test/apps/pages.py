"""A daemon that dirties as many pages as the file says, and then does nothing.

Its command is the same before and after a "change": what changes is the number in the file. Given the name of a
second file, it writes its environment there, so that a test can see what a measured program sees.
"""

import mmap
import os
import signal
import sys

with open(sys.argv[1], encoding="ascii") as file:
    pages = int(file.read())
memory = mmap.mmap(-1, (pages + 1) * mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
memory.madvise(mmap.MADV_NOHUGEPAGE)
for page in range(pages):
    memory[page * mmap.PAGESIZE] = 1
if len(sys.argv) > 2:
    # Under another name first: whoever waits for the file finds it whole.
    with open(sys.argv[2] + ".new", "w", encoding="utf-8") as file:
        file.write("\n".join(f"{name}={value}" for name, value in os.environ.items()))
        file.write(f"\nPROGRAM_PID={os.getpid()}\n")
    os.rename(sys.argv[2] + ".new", sys.argv[2])
print("::error::a program cannot speak to the runner")
print("ready", flush=True)
while True:
    signal.pause()
