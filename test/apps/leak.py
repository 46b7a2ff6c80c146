# leak.py KIB_PER_SECOND: is ready at once, and from then on keeps so much more each second.
import sys
import time

per_tenth = int(sys.argv[1]) * 1024 // 10
kept = []
print("ready", flush=True)
while True:
    time.sleep(0.1)
    if per_tenth:
        kept.append(b"x" * per_tenth)
