# For loop: nested ranges with a little integer work in the inner body.
# aim: 5
# quick: 50
import sys


def sweep(rounds):
    total = 0
    for outer in range(rounds):
        for inner in range(10_000):
            total += inner - outer
    return total


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 4600
print(sweep(rounds))
