# modes: normal, nogc
# Finalizers of cycles that resurrect part of the garbage.
import gc
import weakref

gc.collect()
gc.disable()
saved = []


class N:
    def __init__(self, name, rescue=False):
        self.name, self.rescue = name, rescue
        self.others = []

    def __del__(self):
        print("del", self.name, [o.name for o in self.others])
        if self.rescue:
            saved.append(self)

    def __repr__(self):
        return f"N({self.name})"


def ring(*nodes):
    for a, b in zip(nodes, nodes[1:] + nodes[:1]):
        a.others.append(b)
    return [weakref.ref(n) for n in nodes]


refs = ring(N("a"), N("b", rescue=True), N("c"))
print("collect", gc.collect())
print(saved, [r() for r in refs], saved[0].others[0].others)
saved.clear()
print("collect again", gc.collect() > 0)
x, y = N("x"), N("y")
ring(x, y)
z = N("z")
z.others.append(x)
del x, y, z
print("z died at once; the ring remains")
gc.collect()


class Adder:
    def __init__(self):
        self.me = self

    def __del__(self):
        Adder.extra = [Adder2()]
        print("created another in del")


class Adder2:
    def __del__(self):
        print("the other one dies")


Adder()
gc.collect()
Adder.extra = None


class Breaks:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("break", self.name)
        self.partner = None


p, q = Breaks("p"), Breaks("q")
p.partner, q.partner = q, p
del p, q
print(gc.collect())


class Fails:
    def __init__(self):
        self.me = self

    def __del__(self):
        raise RuntimeError("del in a cycle fails")


Fails()
gc.collect()
print("end", gc.garbage)
