# Generators: a pipeline, delegation through a tree, and values sent in.
# aim: 1.5
# quick: 1000
import sys


def numbers(limit):
    n = 0
    while n < limit:
        yield n
        n += 1


def keep(source, divisor):
    for value in source:
        if value % divisor:
            yield value


def tree(depth, label):
    if depth:
        yield from tree(depth - 1, 2 * label)
        yield label
        yield from tree(depth - 1, 2 * label + 1)


def average():
    total = 0
    count = 0
    answer = 0
    while True:
        value = yield answer
        total += value
        count += 1
        answer = total // count


def run(limit):
    checksum = sum(value & 7 for value in keep(keep(numbers(limit), 3), 5))
    visited = 0
    for _ in range(limit // 4000):
        for label in tree(8, 1):
            visited += label
    running = average()
    next(running)
    last = 0
    for i in range(limit // 2):
        last = running.send(i)
    running.close()
    return checksum, visited, last


limit = int(sys.argv[1]) if len(sys.argv) > 1 else 8_400_000
print(run(limit))
