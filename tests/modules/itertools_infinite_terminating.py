# itertools: each iterator's edges.
from itertools import *

print(list(islice(count(5), 3)), list(islice(count(1, -2), 3)), list(islice(count(0.5, 0.25), 3)), count(3), count(1, 2))
print(list(islice(cycle("ab"), 5)), list(cycle([])), list(repeat(7, 3)), list(islice(repeat("x"), 2)), repeat(1, 5), list(repeat(1, -3)))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([3, 1, 2], max)), list(accumulate([1, 2], initial=100)), list(accumulate([])), list(accumulate([2, 3], lambda a, b: a * b, initial=5)))
print(list(chain("ab", [1], ())), list(chain.from_iterable(["xy", "z"])), list(chain()))
print(list(compress("abcdef", [1, 0, 1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 3, 1])), list(takewhile(lambda x: x < 3, [1, 3, 1])), list(filterfalse(lambda x: x % 2, range(6))), list(filterfalse(None, [0, 1, ""])))
print([(k, list(g)) for k, g in groupby("aabbbca")], [(k, len(list(g))) for k, g in groupby(range(10), lambda x: x // 4)])
print(list(islice("abcdefg", 2)), list(islice("abcdefg", 2, None)), list(islice("abcdefg", 1, 6, 2)), list(islice("abc", 0)))
print(list(pairwise("abcd")), list(pairwise("a")), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("ab", "wxyz", fillvalue="-")), list(zip_longest([1], [2, 3])), list(zip_longest()))
print(list(batched("abcdefg", 3)))
a, b = tee(iter([1, 2, 3]))
print(next(a), list(b), list(a))
t1, t2, t3 = tee("xy", 3)
print(list(t1), list(t2), list(t3), tee([1], 0))
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product("a", [])))
print(list(permutations("abc", 2)), len(list(permutations(range(5)))), list(permutations("ab", 3)), list(permutations("")))
print(list(combinations("abcd", 2)), list(combinations("ab", 3)), list(combinations_with_replacement("ab", 2)))
it = iter(range(5))
g = groupby(it, lambda x: x // 2)
k, first = next(g)
next(g)
print(k, list(first))
for f in (
    lambda: count("x"),
    lambda: repeat(),
    lambda: islice("a", -1),
    lambda: islice("a", "x"),
    lambda: islice("a", 1, 2, 0),
    lambda: list(batched("a", 0)),
    lambda: list(batched("abcde", 2, strict=True)),
    lambda: list(combinations("a", -1)),
    lambda: list(product(5)),
    lambda: chain(5).__next__(),
    lambda: list(starmap(pow, [1])),
    lambda: list(accumulate(5)),
    lambda: tee([], -1),
    lambda: list(zip_longest(5)),
    lambda: list(product([1], repeat=-1)),
    lambda: cycle(5),
    lambda: groupby(),
    lambda: next(count(1).__iter__()) + next(cycle("a")),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(type(count()).__name__, type(chain()).__name__, iter(c := count()) is c)
