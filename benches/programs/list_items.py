# List get and set: a sieve written item by item, then a prefix-sum pass.
# aim: 2.5
# quick: 5000
import sys


def sieve(limit):
    composite = [False] * (limit + 1)
    count = 0
    n = 2
    while n <= limit:
        if not composite[n]:
            count += 1
            multiple = n * n
            while multiple <= limit:
                composite[multiple] = True
                multiple += n
        n += 1
    return count


def prefix_sums(size):
    sums = [0] * size
    for i in range(1, size):
        sums[i] = sums[i - 1] + i % 7
    step = size // 1000 + 1
    total = 0
    i = 0
    while i < size:
        total += sums[i]
        i += step
    return total


limit = int(sys.argv[1]) if len(sys.argv) > 1 else 6_600_000
print(sieve(limit), prefix_sums(limit // 2))
