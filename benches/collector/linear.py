"""Is the collector's total time linear in the objects allocated?

    INTERPRETER benches/collector/linear.py [COUNT...]

Builds COUNT objects that all stay alive (a tree of lists, so that every one can be
in a cycle), with the collector off and on in turn, and takes the difference of the
best times. The last column is what must not grow with the count. The default
counts are 100,000, 1,000,000 and 10,000,000; the last wants about 1 GB on CPython.
"""

import gc
import sys
import time


def build(count):
    """A tree in which each list but the first is held by one before it."""
    nodes = [[]]
    for i in range(1, count):
        node = []
        nodes[i >> 1].append(node)
        nodes.append(node)
    return nodes


def seconds(count, collecting):
    gc.collect()
    if collecting:
        gc.enable()
    else:
        gc.disable()
    start = time.process_time()
    nodes = build(count)
    elapsed = time.process_time() - start
    gc.disable()
    assert len(nodes) == count
    return elapsed


def main(counts):
    print("| live objects | collector off, s | on, s | collecting, s | ns an object |")
    print("|--:|--:|--:|--:|--:|")
    for count in counts:
        repeats = 5 if count <= 1_000_000 else 2
        off = on = 1e9
        for _ in range(repeats):
            off = min(off, seconds(count, False))
            on = min(on, seconds(count, True))
        spent = on - off
        print("| %d | %.3f | %.3f | %.3f | %.1f |" % (count, off, on, spent, spent / count * 1e9))


main([int(text) for text in sys.argv[1:]] or [100_000, 1_000_000, 10_000_000])
