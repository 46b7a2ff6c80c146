"""A daemon that loads what its last run has left in a file, and leaves a MiB more: redis with --save, in small."""

import mmap
import pathlib
import signal

dump = pathlib.Path("dump")
size = len(dump.read_bytes()) if dump.exists() else 0
memory = mmap.mmap(-1, size + mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
for place in range(0, size, mmap.PAGESIZE):
    memory[place] = 1
dump.write_bytes(bytes(size + 2**20))
print("ready", flush=True)
signal.pause()
