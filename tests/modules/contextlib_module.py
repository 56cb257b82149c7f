# contextlib: contextmanager, closing, suppress, ExitStack, nullcontext, redirect_stdout.
import io
from contextlib import contextmanager, closing, suppress, ExitStack, nullcontext, redirect_stdout, ContextDecorator, chdir


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as e:
        print("swallowed", e)
    finally:
        print(f"</{name}>")


with tag("a") as t:
    print(t)
with tag("b"):
    raise ValueError("v")
try:
    with tag("c"):
        raise KeyError("k")
except KeyError as e:
    print("out", e)


@tag("deco")
def f(x):
    return x * 2


print(f(2), f(3))


@contextmanager
def no_yield():
    if False:
        yield


@contextmanager
def two_yields():
    yield 1
    yield 2


for bad in (no_yield, two_yields):
    try:
        with bad():
            pass
    except RuntimeError as e:
        print(e)
with suppress(ZeroDivisionError, KeyError):
    1 / 0
print("after suppress")
try:
    with suppress(KeyError):
        1 / 0
except ZeroDivisionError as e:
    print(e)


class Thing:
    def close(self):
        print("closed")


with closing(Thing()) as th:
    print(type(th).__name__)
with ExitStack() as stack:
    for n in "xyz":
        stack.enter_context(tag(n))
    stack.callback(print, "callback", "arg", sep="-")
    stack.push(lambda *exc: print("pushed", exc[0]))
    print("in stack")
with ExitStack() as stack:
    stack.enter_context(tag("outer"))
    stack.callback(lambda: 1 / 1)
    raise ValueError("handled by outer")
stack = ExitStack()
stack.callback(print, "moved")
kept = stack.pop_all()
stack.close()
kept.close()
buf = io.StringIO()
with redirect_stdout(buf):
    print("captured")
print(repr(buf.getvalue()))
with nullcontext(5) as n:
    print(n)


class D(ContextDecorator):
    def __enter__(self):
        print("enter D")

    def __exit__(self, *a):
        print("exit D")


@D()
def g():
    print("in g")


g()


@contextmanager
def reraise():
    try:
        yield
    except KeyError as e:
        raise LookupError("converted") from e


try:
    with reraise():
        {}["q"]
except LookupError as e:
    print(repr(e), repr(e.__cause__))
