# Loaded by CPython at its start, by way of PYTHONPATH, in a traced run of footprint-gate. It marks when imports begin
# and end, who asks for them (and, where wanted, which files are opened), and measures nothing. What it needs is built
# in: an import of its own would be marked, too.
def _trace():
    import _frozen_importlib
    import _thread
    import builtins
    import posix
    import sys
    import time

    folder = posix.environ.get(b"FOOTPRINT_GATE_MARKS")
    if folder is None:
        return
    files = posix.environ.get(b"FOOTPRINT_GATE_MARK_FILES") == b"1"
    sizes = posix.environ.get(b"FOOTPRINT_GATE_MARK_SIZES") == b"1"
    clock = time.monotonic_ns
    thread = getattr(_thread, "get_native_id", _thread.get_ident)
    state = [0, -1, None]

    def reopen(pid):
        flags = posix.O_WRONLY | posix.O_CREAT | posix.O_APPEND | posix.O_CLOEXEC | posix.O_NOFOLLOW
        low = posix.open(folder + b"/%d" % pid, flags, 0o600)
        # Out of the way of a program that counts its descriptors, or closes those that it did not open.
        for high in range(200, 1000):
            try:
                posix.fstat(high)
            except OSError:
                posix.dup2(low, high, False)
                posix.close(low)
                low = high
                break
        there = posix.fstat(low)
        state[:] = [pid, low, (there.st_dev, there.st_ino)]

    def written():
        # Kilobytes; where nobody else watches, this is all there is to know.
        descriptor = posix.open("/proc/self/smaps_rollup", posix.O_RDONLY | posix.O_CLOEXEC)
        text = posix.read(descriptor, 8192)
        posix.close(descriptor)
        place = text.find(b"\nPss_Dirty:") + 11
        return text[place : text.find(b"kB", place)].strip().decode()

    def mark(what, name):
        try:
            now = clock()
            if sizes and what != "ask":
                what += "@" + written()
            pid = posix.getpid()
            if state[0] != pid:
                reopen(pid)
            else:
                try:
                    there = posix.fstat(state[1])
                    if (there.st_dev, there.st_ino) != state[2]:
                        reopen(pid)
                except OSError:
                    reopen(pid)
            line = "%d %d %d %s %s\n" % (now, pid, thread(), what, name.replace("\n", " "))
            posix.write(state[1], line.encode("utf-8", "backslashreplace"))
        except Exception:
            pass

    original = _frozen_importlib._find_and_load

    def _find_and_load(name, import_):
        mark("+import", name)
        try:
            return original(name, import_)
        finally:
            mark("-import", name)

    # Who imports whom, also what is there already. Each statement is written once: what has been is kept in a filter of
    # a fixed size (two bits of 65,536 for each), so that a statement in a loop costs the program no memory.
    seen = bytearray(8192)
    asked = builtins.__import__

    def ask(globals, name, fromlist, level):
        try:
            importer = globals.get("__name__") if globals else None
            inside = tuple(fromlist) if type(fromlist) in (list, tuple) else ()
            key = hash((importer, name, level, inside))
            first, second = key & 0xFFFF, key >> 16 & 0xFFFF
            bits = 1 << (first & 7), 1 << (second & 7)
            if seen[first >> 3] & bits[0] and seen[second >> 3] & bits[1]:
                return
            seen[first >> 3] |= bits[0]
            seen[second >> 3] |= bits[1]
            package = globals.get("__package__") if level else None
            mark("ask", "%s/%s/%d/%s/%s" % (importer or "", package or "", level, name, ",".join(inside)))
        except Exception:
            pass

    def __import__(name, globals=None, locals=None, fromlist=(), level=0):
        ask(globals, name, fromlist, level)
        return asked(name, globals, locals, fromlist, level)

    mark("hello", "cpython %d.%d.%d" % sys.version_info[:3])
    _frozen_importlib._find_and_load = _find_and_load
    builtins.__import__ = __import__

    if files:
        def opened(event, args):
            if event == "open" and type(args[0]) is str and not args[0].endswith((".pyc", ".py", ".so")):
                mark("open", args[0])

        sys.addaudithook(opened)


def _next():
    # The sitecustomize that would have been loaded without this one.
    import sys
    import _frozen_importlib
    import _frozen_importlib_external

    here = __file__.rpartition("/")[0]
    path = [entry for entry in sys.path if entry != here]
    sys.path[:] = path
    spec = _frozen_importlib_external.PathFinder.find_spec("sitecustomize", path)
    if spec is None or spec.loader is None:
        return
    module = _frozen_importlib.module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


try:
    _trace()
except Exception:
    pass
_next()
