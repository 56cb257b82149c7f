# random with a seed gives the same numbers on every implementation.
import random

random.seed(42)
print([random.random() for _ in range(4)])
print([random.randint(1, 100) for _ in range(8)], random.randrange(10), random.randrange(5, 50, 5), random.randrange(2**70))
print(random.choice("abcdef"), random.choices([1, 2, 3], k=5), random.choices("ab", weights=[1, 9], k=6), random.choices("xyz", cum_weights=[1, 1, 5], k=4))
x = list(range(10))
random.shuffle(x)
print(x, random.sample(range(100), 5), random.sample("abcdef", 3), random.sample([1, 2], 3, counts=[2, 2]))
print(random.uniform(1, 5), random.triangular(0, 1, 0.5), random.gauss(0, 1), random.normalvariate(10, 2), random.expovariate(1.5), random.betavariate(1, 2), random.lognormvariate(0, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4), random.gammavariate(2, 1))
print(random.getrandbits(8), random.getrandbits(100), random.getrandbits(0), random.randbytes(5), random.binomialvariate(10, 0.3))
r = random.Random(7)
s = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(s)
print(a == [r.random() for _ in range(3)], a)
for seed in (0, 1, -1, 2**100, 1.5, "text", b"bytes", None.__class__.__name__):
    r.seed(seed)
    print(repr(seed), r.random(), r.randrange(1000))
random.seed("v1", version=1)
print(random.random())
for f in (
    lambda: random.randint(5, 1),
    lambda: random.randrange(0),
    lambda: random.randrange(1, 2, 0),
    lambda: random.choice([]),
    lambda: random.sample([1], 2),
    lambda: random.sample([1], -1),
    lambda: random.sample({1, 2}, 1),
    lambda: random.choices([], k=1),
    lambda: random.choices([1], weights=[1, 2]),
    lambda: random.choices([1], [0]),
    lambda: random.getrandbits(-1),
    lambda: random.randrange(1.5),
    lambda: random.randint("a", 1),
    lambda: random.shuffle((1, 2)),
    lambda: random.seed([1]),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
random.seed(1)
print(sum(random.random() for _ in range(10000)), random.SystemRandom().random() < 1)
