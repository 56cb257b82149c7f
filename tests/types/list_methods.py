# Every list method with its edges and errors.
a = [3, 1, 2]
a.append(5)
a.extend([7, 8])
a.extend("xy")
print(a, len(a))
a.insert(0, "first")
a.insert(100, "last")
a.insert(-1, "before last")
a.insert(-100, "very first")
print(a)
print(a.pop(), a.pop(0), a.pop(-2), a)
a.remove("first")
print(a, a.index(5), a.index("x", 2), a.index("x", -3), a.count(1), a.count("none"))
a.reverse()
print(a)
b = a.copy()
b.clear()
print(b, a != b)
c = [1, 2, 3]
c.extend(c)
print(c)
c += (9,)
c *= 2
print(c)
c[2:5] = []
print(c)
c[1:1] = "abc"
print(c)
c[::3] = [0] * len(c[::3])
print(c)
del c[::2]
print(c)
c[:] = range(3)
print(c, c * 2, c + [1], 2 * c, c * 0, c * -1)
for f in (
    lambda: [].pop(),
    lambda: [1].pop(5),
    lambda: [1].pop("a"),
    lambda: [1].remove(2),
    lambda: [1].index(2),
    lambda: [1, 2].index(1, 1),
    lambda: [].append(),
    lambda: [].append(1, 2),
    lambda: [].extend(5),
    lambda: [].extend(),
    lambda: [].insert(1),
    lambda: [].insert("a", 1),
    lambda: [1][5],
    lambda: list([1])["a"],
    lambda: list([1])[1.0],
    lambda: [1] + (2,),
    lambda: [1] + 2,
    lambda: [1] * 1.5,
    lambda: [1] * [2],
    lambda: list(5),
    lambda: list(1, 2),
    lambda: list(a=1),
    lambda: [].reverse(1),
    lambda: [].clear(1),
    lambda: [].nope(),
    lambda: [].count(),
    lambda: [1][::0],
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(list(), list("ab"), list((1, 2)), list({3: 4}), list(range(3)), list(x for x in "z"), [] == list())
x = []
x.append(x)
print(x, x[0] is x)
y = [1, [2]]
z = y.copy()
z[1].append(3)
z[0] = 100
print(y, z)
