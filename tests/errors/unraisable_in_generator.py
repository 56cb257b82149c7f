# A generator that refuses to close while being dropped.
def stubborn():
    try:
        yield 1
    finally:
        raise ValueError("while closing")


g = stubborn()
next(g)
del g
print("goes on")
