# An exception in __del__ is reported on stderr and the program goes on.
class Bad:
    def __del__(self):
        print("finalizing")
        raise ValueError("in del")


b = Bad()
del b
print("still running")


def f():
    x = Bad()
    return "returned"


print(f())
try:
    y = Bad()
    raise KeyError("real error")
except KeyError as e:
    del y
    print("caught", e)
