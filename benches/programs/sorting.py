# Sorting: random, nearly sorted and string lists, with and without a key.
# aim: 1
# quick: 1000
import sys


def scrambled(size, seed):
    values = []
    for _ in range(size):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        values.append(seed >> 4)
    return values


def run(size):
    values = scrambled(size, 42)
    ordered = sorted(values)
    nearly = ordered[:]
    for i in range(0, size - 7, 97):
        nearly[i], nearly[i + 7] = nearly[i + 7], nearly[i]
    nearly.sort()
    names = ["n%d" % value for value in values]
    names.sort(reverse=True)
    pairs = sorted(values, key=lambda value: (value % 1000, value))
    floats = sorted(value / 3 for value in values)
    return (ordered[size // 2], nearly == ordered, names[size // 3],
            pairs[size // 5], int(floats[-1]))


size = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
for value in run(size):
    print(value)
