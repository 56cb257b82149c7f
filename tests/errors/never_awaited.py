# modes: normal, stress
# What is said of coroutines that were never awaited, and where they come from.
import sys


async def f():
    pass


class C:
    async def m(self):
        pass

    async def g(self):
        yield


def t():
    f()
    C().m()
    x = f()
    del x


t()
a = C().g()
a.asend(None)
a.aclose()
a.athrow(ValueError)
sys.set_coroutine_origin_tracking_depth(3)
t()
sys.set_coroutine_origin_tracking_depth(0)
for i in range(2):
    f()
c = f()
c.close()
c = f()
try:
    c.send(None)
except StopIteration:
    pass
del c
import warnings
warnings.simplefilter("error")
a.asend(None)


async def agf():
    try:
        yield
    finally:
        await 5


try:
    agf().asend(None).send(None)
except StopIteration:
    pass
warnings.simplefilter("ignore")
f()
print("end")
