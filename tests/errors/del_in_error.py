# Errors in __del__ during an exception don't replace it.
class D:
    def __del__(self):
        raise KeyError("in del")


def f():
    d = D()
    raise ValueError("real")


try:
    f()
except ValueError as e:
    print("caught", e)
print("end")
