# Frames of lambdas, comprehensions and generator expressions.
f = lambda x: 10 / x
values = [f(v) for v in (1, 2)]
print(values)
print(sum(f(v) for v in (1, 0)))
