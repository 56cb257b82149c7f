# Objects that wrap objects of their own kind, as deep as the native stack would not bear.
import types


def chain(start, wrap):
    for _ in range(30000):
        start = wrap(start)
    return start


def attempt(name, use):
    # It may be too deep, or go well; the process must live.
    try:
        use()
    except (RecursionError, AttributeError, TypeError):
        pass
    print(name)


static = chain(lambda: 0, staticmethod)
attempt("call", static)
attempt("name", lambda: static.__isabstractmethod__)
method = chain(lambda *a: 0, lambda f: types.MethodType(f, 1))
attempt("method call", method)
attempt("method attribute", lambda: method.nope)
proxy = chain({0: 1}, types.MappingProxyType)
for name, use in (
    ("len", lambda: len(proxy)),
    ("item", lambda: proxy[0]),
    ("iter", lambda: iter(proxy)),
    ("in", lambda: 0 in proxy),
    ("get", lambda: proxy.get(0)),
    ("reversed", lambda: reversed(proxy)),
    ("eq", lambda: proxy == {}),
    ("or", lambda: proxy | {}),
):
    attempt("proxy " + name, use)
alias = chain(int, lambda a: list[a] | None)
attempt("parameters", lambda: alias.__parameters__)
attempt("alias item", lambda: alias[int])
del static, method, proxy, alias
print("dropped")
