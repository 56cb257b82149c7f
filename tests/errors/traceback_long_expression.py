# An expression over many lines: carets under each.
def f(a, b):
    return a


value = (
    f(1, 2)
    + f(3, 4) * (
        f(5, 6)
        - "text"
    )
)
