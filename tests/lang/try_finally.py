# finally in every flow: fall through, return, break, continue, raise, nested.
def f(how):
    log = []

    def inner():
        for i in range(3):
            try:
                log.append(f"try{i}")
                if how == "return":
                    return "returned"
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "raise":
                    raise ValueError("raised")
            except KeyError:
                log.append("never")
            else:
                log.append("else")
            finally:
                log.append("fin")
        return "end"

    try:
        result = inner()
    except ValueError as e:
        result = repr(e)
    return result, log


for how in ("fall", "return", "break", "continue", "raise"):
    print(how, *f(how))


def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"


def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def loop():
    for i in range(5):
        try:
            return i
        finally:
            if i < 3:
                continue
    return "end"


def loop_break():
    while True:
        try:
            return 1
        finally:
            break
    return "after break"


print(override(), swallow(), value_is_kept(), loop(), loop_break())


def nested():
    try:
        try:
            try:
                raise KeyError("k")
            finally:
                print("inner")
        finally:
            print("middle")
            raise ValueError("from finally")
    except ValueError as e:
        print(repr(e), repr(e.__context__))
    finally:
        print("outer")
    return "done"


print(nested())


def replace():
    try:
        return 1 / 0
    except ZeroDivisionError:
        return "handler"
    finally:
        print("finally sees it")


print(replace())


def generator():
    try:
        yield 1
        yield 2
    finally:
        print("generator closed")


for x in generator():
    print(x)
    break
g = generator()
next(g)
del g


def from_handler():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise TypeError("second") from e
        finally:
            print("between")
    except TypeError as e:
        print(repr(e.__cause__))


from_handler()
