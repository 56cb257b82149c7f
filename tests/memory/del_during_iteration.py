# Finalizers that change the container that is being cleared or iterated.
log = []


class D:
    def __init__(self, name, action=None):
        self.name, self.action = name, action

    def __del__(self):
        log.append(self.name)
        if self.action:
            self.action()


a = []
a.extend([D("a1", lambda: a.append("added")), D("a2"), 3])
a.clear()
print(a, log)
log.clear()
d = {}
d["k"] = D("d1", lambda: d.update(new=1))
d["l"] = 2
d.clear()
print(d, log)
log.clear()
d = {"x": D("d2", lambda: d.pop("y", None)), "y": D("d3")}
d["x"] = None
print(d, log)
log.clear()
b = [D("b0", lambda: b.clear()), D("b1"), D("b2")]
del b[0]
print(b, log)
log.clear()
c = [D("c0"), D("c1", lambda: c.append(D("c3"))), D("c2")]
c[:] = [1]
print([getattr(x, "name", x) for x in c], log)
log.clear()
del c[:]
print(log)
log.clear()
s = {1, 2}
s.add(D("s1", lambda: s.add(99)))
s.clear()
print(s, log)
log.clear()
x = D("first", lambda: globals().__setitem__("y", "set by del"))
y = None
x = None
print(y)
n = D("n", lambda: print("during rebind:", n))
n = "new value"
log.clear()


class Attr:
    pass


o = Attr()
o.v = D("attr", lambda: print("attribute already replaced:", o.v))
o.v = "replacement"
o.w = D("attr w", lambda: print("attribute already gone:", hasattr(o, "w")))
del o.w
lst = [D("item", lambda: print("item already replaced:", lst[0]))]
lst[0] = "fresh"
dd = {"k": D("value", lambda: print("value already replaced:", dd["k"]))}
dd["k"] = "fresh"
dd["m"] = D("popped", lambda: print("key gone:", "m" in dd))
dd.pop("m")
print("popped")
st = [D("top")]
print(st.pop().name, log[-1])
for item in [D("i1"), D("i2")]:
    log.append(f"body {item.name}")
del item
print(log)
