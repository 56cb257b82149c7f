# for over everything iterable, else, targets, changing what is iterated.
for c in "añ€😀":
    print(c, end=" ")
print()
for i in range(3):
    pass
print(i)
for i in range(0):
    pass
else:
    print("else", i)
for a, (b, *c) in [(1, (2, 3, 4)), (5, "xyz")]:
    print(a, b, c)

d = {}
for d["key"] in range(3):
    print(d)
items = [0, 0]
for items[1] in "ab":
    print(items)


class Box:
    pass


box = Box()
for box.value in (10, 20):
    print(box.value)

growing = [1]
for x in growing:
    if x < 5:
        growing.append(x + 1)
print(growing)

shrinking = [1, 2, 3, 4, 5, 6]
for x in shrinking:
    shrinking.remove(x)
print(shrinking)

for x in [1, 2, 3]:
    if x == 2:
        break
else:
    print("never")
print("stopped at", x)

try:
    for x in 5:
        pass
except TypeError as e:
    print(e)
d = {1: 1}
try:
    for k in d:
        d[k + 1] = 1
except RuntimeError as e:
    print(e)
s = {1}
try:
    for k in s:
        s.add(k + 1)
except RuntimeError as e:
    print(e)


class Count:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError("done")
        return i * 10


for x in Count():
    print(x)
