# Loops that unpack what iterators of pairs give: items of dicts, enumerate, zip.


def show(title, pairs):
    out = []
    try:
        for a, b in pairs:
            out.append((a, b))
    except Exception as e:
        out.append(f"{type(e).__name__}: {e}")
    print(title, out)


d = {"x": 1, "y": [2], 3: None}
show("items", d.items())
show("reversed", reversed(d.items()))
show("enumerate", enumerate("ab", 5))
show("long", enumerate([0, 0], 2**62 - 1))
show("zip", zip("abc", [1, 2]))
show("zip3", zip("abc", [1, 2], (3, 4)))
show("strict", zip("abc", [1, 2], strict=True))
show("keys of two", {"ab": 1, "cd": 2})
show("keys of three", {"ab": 1, "cde": 2})
show("generator", ((i, -i) for i in range(3)))


class Counting(enumerate):
    def __next__(self):
        n, item = super().__next__()
        return n * 10, item.upper()


class Zipped(zip):
    def __next__(self):
        return super().__next__()[::-1]


show("enumerate's subclass", Counting("xyz"))
show("zip's subclass", Zipped("ab", "cd"))

# What was taken of the first iterable is gone when the second ends.
first = iter([1, 2, 3])
show("uneven", zip(first, "a"))
print(list(first))

# The dict changes meanwhile.
for change in ("add", "delete", "swap", "value"):
    d = {1: "a", 2: "b", 3: "c"}
    seen = []
    try:
        for k, v in d.items():
            seen.append((k, v))
            if change == "add":
                d[k + 10] = v
            elif change == "delete":
                del d[k]
            elif change == "swap":
                del d[k]
                d[k + 100] = v
                if len(seen) > 10:
                    break
            else:
                d[k] = v * 2
    except RuntimeError as e:
        seen.append(str(e))
    print(change, seen, d)

it = iter({"a": 1, "b": 2}.items())
for k, v in it:
    print(k, v, it.__length_hint__())
    break
print(next(it), list(it), list(it))


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


def drop():
    for a, b in enumerate([Noisy("p")]):
        print(a, b.name)
        a = b = None
    print("end")


drop()


# An iterator that stops by an exception of what it calls.
def stop(x):
    if x > 1:
        raise StopIteration
    return x


show("map", zip(map(stop, range(5)), "abcd"))
show("enumerated map", enumerate(map(stop, range(5))))
for i, (a, b) in enumerate(zip("pq", "rs")):
    print(i, a, b)
print([k + str(v) for k, v in {"a": 1, "b": 2}.items()], {v: k for k, v in zip("ab", "cd")})
for d_item[0], x in [(1, 2)] if (d_item := [0]) else []:
    print(d_item, x)
