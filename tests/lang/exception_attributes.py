# Builtin exceptions: hierarchy, constructors, attributes, str and repr.
print(BaseException.__subclasses__()[:0], [c.__name__ for c in ZeroDivisionError.__mro__], issubclass(KeyError, LookupError), issubclass(FileNotFoundError, OSError), issubclass(KeyboardInterrupt, Exception), issubclass(UnicodeDecodeError, ValueError), issubclass(ModuleNotFoundError, ImportError), issubclass(RecursionError, RuntimeError), issubclass(UnboundLocalError, NameError), issubclass(IndentationError, SyntaxError), OSError is IOError is EnvironmentError)
for e in (ValueError(), ValueError("x"), ValueError(1, 2), ValueError(None), ValueError(""), KeyError("k"), KeyError(), KeyError(1, 2), StopIteration(5), SystemExit(3), OSError("m"), OSError(2, "No such"), OSError(2, "No such", "file"), OSError(1, "a", "f1", None, "f2"), ImportError("m", name="n", path="p"), NameError("m", name="q"), AttributeError("m", name="a", obj=5), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "why"), UnicodeEncodeError("ascii", "é", 0, 1, "why"), SyntaxError("m", ("f", 1, 2, "text")), AssertionError(), Exception("a", "b"), ExceptionGroup("g", [ValueError(1)])):
    print(repr(e), "|", str(e), "|", e.args)
o = OSError(13, "denied", "f.txt")
print(type(o).__name__, o.errno, o.strerror, o.filename, o.filename2, OSError(17, "x").__class__.__name__, OSError("17", "x").errno)
s = StopIteration(1, 2)
print(s.value, StopIteration().value, SystemExit().code, SystemExit(1, 2).code, KeyError("a").__str__(), LookupError("a").__str__())
u = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad")
print(u.encoding, u.object, u.start, u.end, u.reason)
x = SyntaxError("msg", ("file.py", 3, 7, "code here", 3, 9))
print(x.msg, x.filename, x.lineno, x.offset, x.text, x.end_lineno, x.end_offset, str(x))
for f in (lambda: UnicodeDecodeError("x"), lambda: ImportError(bad=1), lambda: ValueError(x=1), lambda: AttributeError(nope=1), lambda: KeyError(k=1), lambda: BaseException.__new__(int), lambda: UnicodeEncodeError("a", b"x", 0, 1, "r"), lambda: NameError("x", wrong=1)):
    try:
        f()
    except TypeError as e:
        print(e)


class Mine(Exception):
    def __init__(self, a, b):
        self.a, self.b = a, b


m = Mine(1, 2)
print(m.args, str(m), repr(m), m.a)


class WithSuper(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


print(WithSuper(5), WithSuper(5).args, repr(WithSuper(5)))
e = ValueError("a")
e.args = (1, 2, 3)
print(e, e.args)
try:
    e.args = 5
except TypeError as err:
    print(err)
e.custom = 1
print(e.__dict__, e == ValueError("a"), hash(e) is not None, e.with_traceback(None) is e, e.__traceback__)
try:
    e.with_traceback(5)
except TypeError as err:
    print(err)
try:
    e.__traceback__ = 5
except TypeError as err:
    print(err)


class NoInit(ValueError):
    """Doc."""


print(NoInit("z"), NoInit.__doc__, isinstance(NoInit(), ValueError), NoInit.__name__)
try:
    raise NoInit
except ValueError as v:
    print(type(v).__name__, v.args)
