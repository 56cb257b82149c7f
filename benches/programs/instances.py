# Instances created and dropped: short-lived vectors in an accumulation.
# aim: 3.5
# quick: 5000
import sys


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def plus(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)


def accumulate(rounds):
    total = Vector(0, 0, 0)
    for i in range(rounds):
        total = total.plus(Vector(i, 1, i & 7))
    return total


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 4_500_000
total = accumulate(rounds)
print(total.x, total.y, total.z)
