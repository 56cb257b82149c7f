"""How long a young pass takes while many old objects are alive.

    INTERPRETER benches/collector/young_pass.py [OLD]

OLD (1,000,000) containers are made and moved to the oldest generation; then, again
and again, 2,000 young ones (some of them dead cycles, some holding old objects)
are made and the youngest generation alone is collected. `dense` keeps every old
object, `scattered` drops every other one, so that young ones are made in between.
"""

import gc
import sys
import time

YOUNG = 2000
PASSES = 200


def passes(old):
    times = []
    for turn in range(PASSES):
        young = []
        for i in range(YOUNG // 2):
            cycle = []
            cycle.append(cycle)
            young.append([old[(i * 7919 + turn) % len(old)]])
        start = time.perf_counter()
        gc.collect(0)
        times.append(time.perf_counter() - start)
        assert len(young) == YOUNG // 2
    times.sort()
    return times


def main(count):
    gc.disable()
    print("| %d old objects | median, µs | 95th percentile, µs | longest, µs |" % count)
    print("|---|--:|--:|--:|")
    for layout in ("dense", "scattered"):
        if layout == "dense":
            old = [[i] for i in range(count)]
        else:
            old = [[i] for i in range(2 * count)][::2]
        gc.collect()
        gc.collect()
        times = passes(old)
        picked = [times[PASSES // 2], times[PASSES * 95 // 100], times[-1]]
        print("| %s | %s |" % (layout, " | ".join(["%.1f" % (t * 1e6) for t in picked])))
        old = None


main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
