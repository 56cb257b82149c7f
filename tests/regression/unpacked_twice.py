# A loop's target that the body unpacks at once and uses again.
def items():
    out = []
    for p in {1: 2, 3: 4}.items():
        a, b = p
        out.append((p, a, b))
    return out


def yields():
    p = "keep"
    for p in enumerate("ab"):
        i, c = p
        yield p


def after():
    for p in zip([1, 2], [3, 4]):
        a, b = p
    return p, a, b


print(items())
print(list(yields()))
print(after())
