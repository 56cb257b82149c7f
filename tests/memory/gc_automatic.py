# modes: normal, stress
# Cycles are collected without being asked.
import gc
import weakref

print(gc.isenabled())


class Node:
    def __init__(self):
        self.me = self


alive = []


def watch():
    n = Node()
    alive.append(weakref.ref(n))


for _ in range(5000):
    watch()
dead = sum(r() is None for r in alive)
print(dead > 0, len(alive))
alive.clear()
gc.collect()
count = 0


class Counted:
    def __init__(self):
        self.me = [self]

    def __del__(self):
        global count
        count += 1


for _ in range(5000):
    Counted()
print(count > 1000)
gc.collect()
print(count)
