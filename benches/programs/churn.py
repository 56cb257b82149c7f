# Allocation churn: many sizes of short-lived lists, dicts, strings and
# tuples against a slowly turning pool of survivors.
# quick: 2000
import sys


def churn(rounds, pool_size):
    pool = [None] * pool_size
    state = 12345
    kept = 0
    for i in range(rounds):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        size = state >> 8 & 31
        kind = state >> 16 & 3
        if kind == 0:
            item = [i] * size
        elif kind == 1:
            item = {"size": size, "index": i}
        elif kind == 2:
            item = "x" * size + str(i)
        else:
            item = (i, [size], str(size))
        if state & 0xF00000 == 0:
            pool[state % pool_size] = item
            kept += len(item)
    return kept, sum(len(item) for item in pool if item is not None)


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000_000
print(churn(rounds, 20_000))
