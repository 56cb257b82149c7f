"""Builds many objects of one kind, for `cargo bench --bench compare -- --objects`.

    objects.py                 the kinds, one a line: name, bytes of the slot that
                               counts as the object's own, sys.getsizeof of one
    objects.py KIND COUNT      keeps COUNT of them alive in one list and ends

The list has its full size from the start, so that between two counts a process
grows by the objects and their slots and nothing else. Whatever an object holds is
shared by all of its kind: small numbers and constants.
"""

import sys


class Point:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


class Slotted:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z


def closure(i):
    def read():
        return i

    return read


# name, maker, bytes of its slot in a list that are counted in
KINDS = [
    ("instance with three attributes", lambda i: Point(1, 2, 3), 0),
    ("3-tuple", lambda i: (i & 1, 2, 3), 0),
    ("empty list", lambda i: [], 0),
    ("float in a list", lambda i: i + 0.5, 8),
    ("instance with three slots", lambda i: Slotted(1, 2, 3), 0),
    ("list of three", lambda i: [1, 2, 3], 0),
    ("dict of three str keys", lambda i: {"x": 1, "y": 2, "z": 3}, 0),
    ("empty dict", lambda i: {}, 0),
    ("str of eight letters", lambda i: "%08d" % i, 0),
    ("int of 40 bits in a list", lambda i: i + (1 << 40), 8),
    ("closure over one cell", closure, 0),
]


def main(arguments):
    if not arguments:
        for name, make, slot in KINDS:
            print("%s|%d|%d" % (name, slot, sys.getsizeof(make(1000))))
        return
    wanted, count = arguments[0], int(arguments[1])
    for name, make, slot in KINDS:
        if name == wanted:
            kept = [None] * count
            for i in range(count):
                kept[i] = make(i)
            print(len(kept))
            return
    sys.exit("no such kind: " + wanted)


main(sys.argv[1:])
