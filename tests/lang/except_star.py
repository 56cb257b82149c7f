# except* and ExceptionGroup.
def group(*excs):
    raise ExceptionGroup("group", excs)


try:
    group(ValueError(1), TypeError(2), ExceptionGroup("inner", [KeyError(3), ValueError(4)]))
except* ValueError as e:
    print("values", e, [str(x) for x in e.exceptions])
except* TypeError as e:
    print("types", repr(e))
except* KeyError as e:
    print("keys", e.exceptions)
try:
    try:
        group(ValueError(1), OSError(2))
    except* ValueError:
        print("handled")
except ExceptionGroup as e:
    print("rest", repr(e))
try:
    raise ValueError("naked")
except* ValueError as e:
    print(repr(e))
try:
    try:
        group(ValueError(1))
    except* ValueError:
        raise KeyError("new")
except KeyError as e:
    print(repr(e), repr(e.__context__))
try:
    1
except* ValueError:
    print("never")
else:
    print("else")
finally:
    print("finally")
g = ExceptionGroup("g", [ValueError(1), KeyError(2), ExceptionGroup("h", [ValueError(3)])])
print(g.split(ValueError), g.subgroup(KeyError), g.subgroup(lambda e: "1" in str(e)), g.subgroup(OSError), g.derive([OSError(9)]), g.message, len(g.exceptions))
for f in (
    lambda: ExceptionGroup("x", []),
    lambda: ExceptionGroup("x", [1]),
    lambda: ExceptionGroup("x"),
    lambda: ExceptionGroup(1, [ValueError()]),
    lambda: ExceptionGroup("x", [KeyboardInterrupt()]),
    lambda: repr(BaseExceptionGroup("x", [KeyboardInterrupt()])),
    lambda: type(BaseExceptionGroup("x", [ValueError()])).__name__,
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    try:
        group(ValueError(1))
    except* 5:
        pass
except BaseException as e:
    print(type(e).__name__, e)
try:
    try:
        group(ValueError(1))
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
