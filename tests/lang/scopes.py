# local, enclosing, global, class scopes and their errors.
x = "global"


def outer():
    x = "outer"

    def inner():
        return x

    class C:
        x = "class"
        y = x

        def method(self):
            return x

        seen = [x for _ in range(1)]
        first = next(x for _ in range(1))

    return inner(), C.y, C().method(), C.seen, C.first


print(outer())


class D:
    x = x
    print(x)
    x = "changed"
    print(x)


print(x, D.x)


def unbound():
    try:
        print(later)
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    later = 1
    del later
    try:
        later
    except UnboundLocalError as e:
        print(e)


unbound()


def free_unbound():
    def inner():
        return value

    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    value = 5
    print(inner())
    del value
    try:
        inner()
    except NameError as e:
        print(e)


free_unbound()
try:
    undefined_name
except NameError as e:
    print(e, e.name)


def g():
    global made
    made = 1


try:
    made
except NameError as e:
    print(e)
g()
print(made)
del made
try:
    del made
except NameError as e:
    print(e)


def maybe(flag):
    if flag:
        value = 1
    return value


print(maybe(True))
try:
    maybe(False)
except UnboundLocalError as e:
    print(e)
len = lambda _: "shadowed"
print(len([]))
del len
print(len([]))
