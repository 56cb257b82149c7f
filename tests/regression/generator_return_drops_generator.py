# A generator that ends drops another one, which is closed before its caller goes on.
def closing():
    try:
        yield 1
    finally:
        print("closed")


def user():
    g = closing()
    next(g)
    return "result"
    yield


def run():
    try:
        user().send(None)
    except StopIteration as e:
        return e.value


print(run())
