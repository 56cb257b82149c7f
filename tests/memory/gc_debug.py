# modes: normal
# gc.set_debug: what is told on sys.stderr; gc.callbacks, of collections that come by themselves too.
import gc
import io
import sys

gc.collect()
gc.disable()


class Node:
    pass


class Final:
    def __del__(self):
        print("del")


def generator():
    x = yield
    yield x


def told(flags, make):
    gc.set_debug(flags)
    make()
    sys.stderr = io.StringIO()
    found = gc.collect()
    text, sys.stderr = sys.stderr.getvalue(), sys.__stderr__
    gc.set_debug(0)
    print(found)
    lines = text.splitlines()
    # Objects are told in no particular order.
    lines.sort(key=lambda line: line.split(" 0x")[0] if "collectable <" in line else "")
    for line in lines:
        if "collectable <" in line:
            line = line.split(" 0x")[0]
        print("  ", line.split(":")[0] + ":", line.split(": ")[1].rsplit(",", 1)[0])


def cycles():
    a = []
    a.append(a)
    n = Node()
    n.n = n


def finalized():
    d = Final()
    d.d = d
    g = generator()
    next(g)
    g.send(g)


told(gc.DEBUG_STATS | gc.DEBUG_COLLECTABLE, cycles)
told(gc.DEBUG_COLLECTABLE, finalized)
told(gc.DEBUG_UNCOLLECTABLE, cycles)
told(gc.DEBUG_SAVEALL, cycles)
print(sorted(type(x).__name__ for x in gc.garbage))
gc.garbage.clear()
told(gc.DEBUG_LEAK, lambda: cycles() or finalized())
print(len(gc.garbage))
gc.garbage.clear()

seen = []
inner = []


def callback(phase, info):
    seen.append((phase, sorted(info)))
    inner.append(gc.collect())
    [[] for _ in range(300)]


gc.callbacks.append(callback)
gc.enable()
gc.set_threshold(100)
kept = [[] for _ in range(1000)]
gc.callbacks.clear()
gc.set_threshold(2000)
print(len(seen) >= 2, len(seen) % 2, seen[:2], set(inner))


def bad(phase, info):
    raise ValueError(phase)


gc.callbacks[:] = [bad, 5]
print(gc.collect() >= 0)
gc.callbacks.clear()
for f in (lambda: gc.set_debug("a"), lambda: gc.set_debug(2**40), lambda: gc.set_debug(1000), lambda: gc.get_debug()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
gc.set_debug(0)
