# Loaded by CPython at its start, by way of PYTHONPATH, in a traced run of footprint-gate. It marks when imports begin
# and end (and, where asked, which files are opened), and measures nothing. What it needs is built in: an import of its
# own would be marked, too.
def _trace():
    import _frozen_importlib
    import _thread
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
            if sizes:
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

    mark("hello", "cpython %d.%d.%d" % sys.version_info[:3])
    _frozen_importlib._find_and_load = _find_and_load

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
