# Keys and items whose methods change the container that is being worked on.
class Evil:
    """Equal to nothing; does something to a container when it is compared."""

    def __init__(self, action, hash_=1):
        self.action = action
        self.hash = hash_

    def __hash__(self):
        return self.hash

    def __eq__(self, other):
        action, self.action = self.action, None
        if action:
            action()
        return False

    def __repr__(self):
        return "Evil"


d = {}
d[Evil(None)] = 1
for action in (lambda: d.clear(), lambda: d.update({i: i for i in range(50)}), lambda: d.pop("x", None)):
    d = {}
    d[Evil(action)] = "first"
    d[1] = "one"
    d["x"] = 0
    probe = Evil(None)
    d[probe] = "probe"
    print(len(d) > 0, d[probe], probe in d, list(d.values())[-1])
s = set()
for action in (lambda: s.clear(), lambda: s.update(range(100))):
    s = {Evil(action)}
    s.add(1)
    s.add(Evil(None))
    print(len(s) in (1, 2, 3, 100, 101, 102), 1 in s)
x = [1, 2, 3]
x = [Evil(lambda: x.clear()), 2, 3]
print(x.index(2) if 2 in x else "gone", x)
x = [Evil(lambda: x.clear()), 2, 3]
try:
    x.remove(3)
except ValueError as e:
    print(e)
x = [Evil(lambda: x.extend([7, 8])), 2, 3]
print(x.count(7), len(x))
a = [Evil(lambda: a.clear()), 2]
print(a == [0, 2], a)
a = [Evil(lambda: a.clear()), 2]
b = [0, 2]
print(a < b, a)


class Rep:
    def __repr__(self):
        x.clear()
        return "R"


x = [Rep(), 1, 2]
print(x)
x = [1, 2, 3, 4]
for i in x:
    x.remove(i)
print(x)
x = [1, 2, 3]
n = 0
for i in x:
    n += 1
    if n < 10:
        x.append(n)
print(n, len(x))
x = [1, 2]
x.extend(x)
x += x
x[2:2] = x
print(x)


def growing():
    for i in range(3):
        x.append(100 + i)
        yield i


x = [1]
x.extend(growing())
print(x)
x = [1]
x[:] = growing()
print(x)
t = ([],)
try:
    t[0].__iadd__([1])
    t[0] += [2]
except TypeError as e:
    print(e, t)
c = []
c.append(c)
print(c, c == c, [c] == [c])
e = {}
e["e"] = e
e["l"] = [e]
print(e)
t = ([1],)
t[0].append(t)
print(t)
deep = []
for _ in range(100000):
    deep = [deep]
try:
    repr(deep)
except RecursionError as err:
    print(type(err).__name__)
try:
    deep == [deep]
except RecursionError as err:
    print(type(err).__name__)
del deep
print("done")
