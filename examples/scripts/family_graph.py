# modes: normal, nogc
"""Trees with parent links: cycles by design, dropped and collected, with weak references as the cure."""

import gc
import weakref

gc.collect()
gc.disable()


class Person:
    """A node whose children point back at it: it can only go through the collector."""

    alive = 0

    def __init__(self, name, parent=None):
        self.name = name
        self.children = []
        self.parent = parent
        if parent is not None:
            parent.children.append(self)
        type(self).alive += 1

    def __del__(self):
        type(self).alive -= 1

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def path(self):
        return "/".join(reversed([p.name for p in self.ancestors()]))

    def ancestors(self):
        person = self
        while person is not None:
            yield person
            person = person.parent

    def depth(self):
        return sum(1 for _ in self.ancestors()) - 1


class WeakPerson(Person):
    """The same with a weak link to the parent: goes as soon as the root goes."""

    alive = 0

    def __init__(self, name, parent=None):
        super().__init__(name, parent)

    @property
    def parent(self):
        return self._parent and self._parent()

    @parent.setter
    def parent(self, parent):
        self._parent = weakref.ref(parent) if parent is not None else None


def grow(kind, width, levels, parent=None):
    person = kind(f"{'abcdefgh'[levels]}{width}", parent)
    if levels:
        for n in range(width):
            grow(kind, n + 1, levels - 1, person)
    return person


def ring(kind, names):
    """People in a circle: each is the only child of the one before."""
    people = [kind(name) for name in names]
    for a, b in zip(people, people[1:] + people[:1]):
        a.children = [b]
        b.parent = a
    return people[0]


for kind in (Person, WeakPerson):
    print(kind.__name__)
    root = grow(kind, 3, 3)
    print("  size", sum(1 for _ in root.walk()), "alive", kind.alive, "deepest", max(p.depth() for p in root.walk()))
    leaf = root.children[1].children[0]
    print("  path", leaf.path(), len(leaf.children))
    watch = weakref.ref(root)
    root = None
    print("  root dropped: alive", kind.alive, "root gone", watch() is None, "leaf's parent", leaf.parent and leaf.parent.name)
    leaf = None
    print("  leaf dropped: alive", kind.alive)
    print("  collected something:", gc.collect() > 0, "alive", kind.alive, "root gone", watch() is None)
    print("  again:", gc.collect())

print("rings")
for size in (1, 2, 5):
    first = ring(Person, "abcde"[:size])
    print("  around", "".join(p.name for p, _ in zip(iter(lambda p=[first]: p.append(p[-1].children[0]) or p[-2], None), range(size + 1))))
    first = None
    before = Person.alive
    gc.collect()
    print("  alive", before, "->", Person.alive)

print("many generations")
log = []
for n in range(200):
    root = grow(Person, 2, 2)
    if n % 50 == 0:
        log.append((Person.alive, gc.collect() > 0, Person.alive))
root = None
gc.collect()
print(" ", log, Person.alive)

print("registry")
registry = weakref.WeakValueDictionary()
keep = []
for n in range(10):
    registry[n] = person = WeakPerson(f"p{n}")
    if n % 3 == 0:
        keep.append(person)
del person
print(" ", sorted(registry), len(registry), [p.name for p in keep])
del keep[1:]
print(" ", sorted(registry), WeakPerson.alive)

print("callbacks")
events = []
people = [Person(name) for name in "xyz"]
people[0].parent, people[1].parent, people[2].parent = people[1], people[2], people[0]
refs = [weakref.ref(p, lambda r, n=p.name: events.append(n)) for p in people]
del people
print(" ", events, [r() is None for r in refs])
gc.collect()
print(" ", sorted(events), [r() is None for r in refs], Person.alive)
gc.enable()
print(gc.isenabled())
