# What is alive at exit is finalized: atexit functions first, then module globals in order.
import atexit


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


first = D("first")
second = D("second")
_private = D("private")
third = [D("in list")]
atexit.register(print, "atexit one")
atexit.register(lambda: print("atexit two", first.name))


@atexit.register
def three():
    print("atexit three")


print(three.__name__)
atexit.unregister(print)
print("end of script")
