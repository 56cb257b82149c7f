# Which handler runs; names of exceptions; nested handlers.
def run(f):
    try:
        f()
    except ZeroDivisionError:
        return "zero"
    except (TypeError, ValueError) as e:
        return f"type or value: {e}"
    except LookupError as e:
        return f"lookup {e!r}"
    except Exception:
        return "other"
    else:
        return "fine"


print(run(lambda: 1 / 0))
print(run(lambda: int("x")))
print(run(lambda: [] + 1))
print(run(lambda: [][0]))
print(run(lambda: {}["k"]))
print(run(lambda: undefined))
print(run(lambda: None))

try:
    raise ValueError("v") from None
except ValueError as e:
    pass
try:
    e
except NameError as err:
    print(err)

e = "kept?"
try:
    raise KeyError(1)
except KeyError as e:
    print(repr(e))
try:
    print(e)
except NameError as x:
    print(x)


def dynamic():
    print("evaluated")
    return IndexError


try:
    [][1]
except dynamic():
    print("caught by a call")
try:
    1 / 1
except dynamic():
    pass
try:
    try:
        1 / 0
    except 5:
        pass
except TypeError as e:
    print(e, "|", repr(e.__context__))
try:
    try:
        1 / 0
    except (ValueError, "x"):
        pass
except TypeError as e:
    print(e)
try:
    try:
        raise KeyError("inner")
    except KeyError:
        raise IndexError("outer")
except IndexError as e:
    print(repr(e), repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    try:
        raise KeyError("a")
    except ValueError:
        print("never")
    else:
        print("never")
    finally:
        print("finally")
except KeyError as e:
    print("passed through", e)


def reraise():
    try:
        1 / 0
    except ZeroDivisionError:
        raise


try:
    reraise()
except ZeroDivisionError as e:
    print("reraised", e)
try:
    raise
except RuntimeError as e:
    print(e)
try:
    raise 5
except TypeError as e:
    print(e)
try:
    raise ValueError
except ValueError as e:
    print(repr(e), e.args)
try:
    raise int
except TypeError as e:
    print(e)
