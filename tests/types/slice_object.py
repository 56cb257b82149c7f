# slice objects: attributes, indices, equality, use in subscripts.
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(1, 2), slice(None), s == slice(1, 10, 2), s != slice(1), slice(1) < slice(2), hash(slice(1, 2)) == hash(slice(1, 2)))
for n in (0, 3, 5, 100):
    print([slice(*a).indices(n) for a in ((None,), (1, -1), (None, None, -1), (-2, None), (10, 0, -3), (-100, 100, 7), (5, 1), (0, 5, 100))])
for f in (lambda: slice(), lambda: slice(1, 2, 3, 4), lambda: slice(1, 2, 0).indices(5), lambda: slice(1).indices(-1), lambda: slice("a").indices(5), lambda: slice(1.5, 2).indices(4), lambda: slice(1).indices("x"), lambda: slice(start=1), lambda: slice(1) + 1, lambda: hash(slice([])), lambda: setattr(s, "start", 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
data = list(range(10))
print(data[slice(2, 5)], "abcdef"[slice(None, None, 2)], (1, 2, 3)[slice(-2, None)], data[slice(None)] == data, data[s])


class Show:
    def __getitem__(self, k):
        return k


x = Show()
print(x[:], x[1:], x[:2], x[::3], x[1:2:3], x["a":"b"], x[1:2, ::3], x[None:None], x[...:...])
