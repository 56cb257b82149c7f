# __cause__, __context__ and __suppress_context__.
def show(e):
    print(repr(e), "| cause", repr(e.__cause__), "| context", repr(e.__context__), e.__suppress_context__)


try:
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("new") from e
except ValueError as e:
    show(e)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("hidden") from None
except ValueError as e:
    show(e)
try:
    raise ValueError("a") from KeyError("b")
except ValueError as e:
    show(e)
try:
    raise ValueError from KeyError
except ValueError as e:
    show(e)
try:
    raise ValueError("x") from 5
except TypeError as e:
    print(e)
try:
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")
except KeyError as e:
    show(e)

e1 = ValueError("one")
try:
    try:
        raise e1
    except ValueError:
        raise e1
except ValueError as e:
    show(e)

try:
    try:
        raise KeyError("a")
    except KeyError as a:
        try:
            raise ValueError("b")
        except ValueError as b:
            raise a
except KeyError as e:
    show(e)
    show(e.__context__)

x = ValueError("manual")
x.__cause__ = KeyError("set")
show(x)
x.__context__ = IndexError("ctx")
show(x)
for value in (1, "s", ValueError):
    try:
        x.__cause__ = value
    except TypeError as e:
        print(e)
    try:
        x.__context__ = value
    except TypeError as e:
        print(e)
x.__cause__ = None
show(x)
try:
    del x.__cause__
except TypeError as e:
    print(e)


def deep(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        deep(n - 1)
    except Exception as e:
        raise RuntimeError(n) from e


try:
    deep(3)
except RuntimeError as e:
    while e is not None:
        print(repr(e), end=" <- ")
        e = e.__cause__
print()
y = ValueError("notes")
y.add_note("first note")
y.add_note("second")
print(y.__notes__, str(y))
try:
    y.add_note(5)
except TypeError as e:
    print(e)
