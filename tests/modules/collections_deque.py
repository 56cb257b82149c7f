# collections.deque: both ends, rotation, maxlen, errors.
from collections import deque

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, len(d), d[0], d[-1], d[2], d.pop(), d.popleft(), d)
d.extend("ab")
d.extendleft("xy")
print(d, d.count("a"), d.index("a"), 2 in d, list(reversed(d)))
d.rotate(2)
print(d)
d.rotate(-3)
print(d)
d.remove("a")
d.insert(1, "ins")
d.reverse()
print(d)
d[0] = "first"
del d[1]
print(d)
m = deque(maxlen=3)
for i in range(5):
    m.append(i)
print(m, m.maxlen)
m.appendleft("L")
print(m, deque("abc", 2), deque([], 0), deque(range(5), maxlen=2))
print(deque([1, 2]) == deque([1, 2]), deque([1]) < deque([2]), deque([1]) + deque([2]), deque([1, 2]) * 2, deque([1]) == [1])
e = d.copy()
e.clear()
print(e, bool(e), bool(d))
for f in (
    lambda: deque().pop(),
    lambda: deque().popleft(),
    lambda: deque([1])[5],
    lambda: deque([1]).remove(9),
    lambda: deque([1]).index(9),
    lambda: deque(5),
    lambda: deque([], -1),
    lambda: deque([], "x"),
    lambda: deque([1]) + [1],
    lambda: deque([1, 2])[0:1],
    lambda: hash(deque()),
    lambda: deque([1], 1).insert(0, 2),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
d = deque([1, 2, 3])
try:
    for x in d:
        d.append(x)
except RuntimeError as err:
    print(err)
d = deque()
d.append(d)
print(d)
big = deque(range(1000))
for _ in range(990):
    big.popleft()
print(big, sum(deque(range(1000))))
big += [1, 2]
big *= 2
print(len(big), big[-1])
