# Dict with int keys: a growing memo table of Collatz chain lengths.
# quick: 500
import sys


def longest_chain(limit):
    lengths = {1: 1}
    best = 1
    best_start = 1
    for start in range(2, limit):
        n = start
        steps = 0
        while n not in lengths:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        length = lengths[n] + steps
        lengths[start] = length
        if length > best:
            best = length
            best_start = start
    return best_start, best, len(lengths)


limit = int(sys.argv[1]) if len(sys.argv) > 1 else 760_000
start, best, size = longest_chain(limit)
print(start, best, size)
