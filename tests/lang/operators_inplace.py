# In-place dunders and their fallbacks; targets evaluated once.
class I:
    def __init__(self, v):
        self.v = v

    def __iadd__(self, other):
        self.v += other
        return self

    def __isub__(self, other):
        return "replaced"

    def __mul__(self, other):
        return I(self.v * other)

    def __imul__(self, other):
        return NotImplemented


a = b = I(1)
a += 5
print(a is b, b.v)
a *= 3
print(a is b, a.v)
a -= 1
print(a)
try:
    b /= 2
except TypeError as e:
    print(e)


def get(label, value):
    print(label, end=" ")
    return value


d = {"k": 1}
get("obj", d)[get("key", "k")] += get("value", 5)
print(d)


class Attr:
    x = 10


o = Attr()
get("o", o).x += 1
print(o.x, Attr.x, o.__dict__)
t = ([1],)
try:
    t[0] += [2]
except TypeError as e:
    print(e, t)
x = y = [1]
x += [2]
print(y)
x = x + [3]
print(y, x)
s = u = "a"
s += "b"
print(s, u)
x = y = (1,)
x += (2,)
print(x, y)
n = 5
n += 1; n -= 2; n *= 3; n //= 2; n **= 2; n %= 7; n <<= 3; n |= 1; n &= 13; n ^= 2; n >>= 1
print(n)
f = 1.5
f /= 3
f += 1
print(f)
q = {1}
r = q
q |= {2}
q ^= {1, 5}
print(r, q is r)
lst = [1, 2]
lst *= 2
lst += "ab"
lst += (x for x in range(2))
print(lst)
for bad in ("z = 1; z += 'a'", "z = 'a'; z += 1", "z = []; z += 5", "z = (); z += []", "undefined_z += 1", "z = {}; z += {}", "z = 5; z @= 3", "z = None; z -= 1", "z = [1]; z[3] += 1", "z = {}; z['q'] += 1", "z = 1; z.a += 1"):
    try:
        exec(bad)
    except Exception as e:
        print(type(e).__name__, e)


def local():
    v += 1
    v = 0


try:
    local()
except UnboundLocalError as e:
    print(e)
