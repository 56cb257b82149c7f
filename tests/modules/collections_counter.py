# collections.Counter.
from collections import Counter

c = Counter("abracadabra")
print(c, c["a"], c["zzz"], c.most_common(2), c.most_common(), sorted(c.elements()))
print(c.total(), sum(c.values()), len(c), "a" in c, list(c))
c.update("aaa")
c.subtract({"a": 1, "b": 5})
print(c, +c, -c)
a, b = Counter(x=3, y=1), Counter(x=1, y=2, z=5)
print(a + b, a - b, a & b, a | b, a == Counter({"y": 1, "x": 3}), a <= b, a < Counter(x=4, y=1))
a += b
print(a)
a -= Counter(x=100)
print(a)
a["new"] += 1
del a["z"]
del a["not there"]
print(a, Counter(), Counter([1, 1, 2]), Counter({"k": -1}), Counter(a=0))
print(Counter([3, 1, 2, 3, 1, 3]).most_common(1), Counter("hello").most_common(3))
print(a.copy() == a, dict(a), Counter(None), repr(Counter(b=2, a=2)))
try:
    Counter.fromkeys("ab")
except NotImplementedError as e:
    print(e)
try:
    Counter(5)
except TypeError as e:
    print(e)
words = "the quick brown the lazy the quick end".split()
print(Counter(words).most_common(2), Counter(len(w) for w in words))
print(sorted(Counter(words).items(), key=lambda kv: (-kv[1], kv[0])))
print(isinstance(c, dict), Counter("ab") == {"a": 1, "b": 1}, Counter(a=1) == Counter(a=1, b=0))
