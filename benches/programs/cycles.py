# Cyclic garbage: doubly linked rings and parent-child trees, dropped whole
# and left to the collector, beside a structure that stays alive.
# aim: 1.5
# quick: 300
import sys


class Node:
    def __init__(self, value):
        self.value = value
        self.before = self
        self.after = self

    def insert(self, other):
        other.before = self
        other.after = self.after
        self.after.before = other
        self.after = other


class Branch:
    def __init__(self, parent, depth):
        self.parent = parent
        self.children = [Branch(self, depth - 1) for _ in range(2)] if depth else []

    def weigh(self):
        return 1 + sum(child.weigh() for child in self.children)


def ring(size, value):
    head = Node(value)
    for i in range(size):
        head.insert(Node(i))
    return head


def run(rounds):
    alive = [ring(4, i) for i in range(5000)]
    total = 0
    for i in range(rounds):
        total += ring(8, i).before.value
        if i % 16 == 0:
            total += Branch(None, 4).weigh()
    for head in alive:
        total += head.after.value
    return total


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
print(run(rounds))
