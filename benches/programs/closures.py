# Closures: functions made in a loop, captured variables read and rebound.
# quick: 2000
import sys


def counter(start):
    total = start

    def add(amount):
        nonlocal total
        total += amount
        return total

    return add


def compose(first, second):
    return lambda value: second(first(value))


def run(rounds):
    add = counter(10)
    step = compose(lambda v: v + 3, lambda v: v * 2)
    checksum = 0
    for i in range(rounds):
        checksum += add(i & 3)
        checksum ^= step(i)
        if i % 4 == 0:
            fresh = counter(i)
            checksum += fresh(1)
    return checksum


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 4_500_000
print(run(rounds))
