# While loop: integer counters and compares, no container in sight.
# aim: 5
# quick: 20000
import sys


def count(limit):
    i = 0
    odd = 0
    total = 0
    while i < limit:
        if i & 1:
            odd += 1
            total += i
        else:
            total -= odd
        i += 1
    return odd, total


limit = int(sys.argv[1]) if len(sys.argv) > 1 else 21_000_000
odd, total = count(limit)
print(odd, total)
