# Constructing exceptions: arguments, attributes, str, repr, setters, subclasses, groups.
# hierarchy
for c in (ExceptionGroup, OSError, FileNotFoundError, UnicodeDecodeError, TabError, ModuleNotFoundError):
    print(c.__mro__, c.__bases__)
print(IOError is OSError, EnvironmentError is OSError)
# args, repr, str
for e in (ValueError(), ValueError(1), ValueError("a", 2), KeyError("k"), KeyError(), KeyError(1, 2)):
    print(repr(e), str(e), e.args)
for e in (OSError(2, "x", "f"), OSError(2, "x", "f", None, "g"), OSError(2, "x"), OSError(2), OSError("a"), OSError(), OSError(None, "x"), FileNotFoundError(13, "x"), OSError(13, "x", None)):
    print(type(e), repr(e), str(e), e.args, e.errno, e.strerror, e.filename, e.filename2)
for e in (StopIteration(), StopIteration(5), SystemExit(), SystemExit(3), SystemExit(1, 2)):
    print(repr(e), getattr(e, "value", "-"), getattr(e, "code", "-"))
for e in (SyntaxError("m", ("d/f.py", 2, 3, "t")), SyntaxError("m", (None, 2, 3, "t")), SyntaxError("m", ("f", None, 3, "t")), SyntaxError(), SyntaxError("m", ("f", 1, 2, "t", 3, 4))):
    print(repr(e), str(e), e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset)
for e in (UnicodeDecodeError("utf-8", b"abc\xff", 3, 4, "bad"), UnicodeDecodeError("utf-8", b"abc\xff", 2, 4, "bad"), UnicodeEncodeError("ascii", "ab\xe9\u1234\U00012345", 2, 3, "r"), UnicodeEncodeError("ascii", "ab\xe9\u1234\U00012345", 3, 4, "r"), UnicodeEncodeError("ascii", "ab\xe9", 0, 3, "r"), UnicodeTranslateError("\xe9", 0, 1, "r")):
    print(str(e), e.start, e.end, e.reason, e.object)
for f in (lambda: AttributeError(x=1), lambda: AttributeError(1, nam=1), lambda: ValueError(x=1), lambda: NameError(y=2), lambda: OSError(x=1), lambda: SyntaxError("a", 1), lambda: SyntaxError("a", (1,)), lambda: SyntaxError("a", (1, 2, 3, 4, 5)), lambda: SyntaxError("a", (1, 2, 3, 4, 5, 6, 7, 8)), lambda: UnicodeDecodeError(1), lambda: UnicodeDecodeError("a", "b", 1, 2, "c"), lambda: UnicodeEncodeError("a", b"b", 1, 2, "c"), lambda: UnicodeEncodeError("a", "b", "1", 2, "c"), lambda: ExceptionGroup(), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("a", [1]), lambda: ExceptionGroup("a", 1), lambda: ExceptionGroup("a", []), lambda: ExceptionGroup("a", [KeyboardInterrupt()]), lambda: BaseExceptionGroup("a", [ValueError()]), lambda: BaseExceptionGroup("a", [KeyboardInterrupt()]), lambda: BlockingIOError(11, "x", 5).characters_written, lambda: BlockingIOError(11, "x").characters_written, lambda: ImportError("a", nam=1), lambda: ExceptionGroup("a", [ValueError()], x=1), lambda: ExceptionGroup("a", [ValueError()]).split(1), lambda: ExceptionGroup("a", [ValueError()]).split(ValueError), lambda: ExceptionGroup("a", [ValueError()]).subgroup((ValueError, 1)), lambda: ValueError().with_traceback(1), lambda: UnicodeDecodeError("a", b"b", 1, 2, 3), lambda: ValueError().add_note(1)):
    try:
        r = f()
        print(type(r), repr(r))
    except BaseException as e:
        print(type(e), e)
# setters
def attempt(f):
    try:
        f()
        print("ok")
    except Exception as e:
        print(type(e), e)
e = ValueError(1)
def s1(): del e.args
def s2(): e.args = 5
def s3(): e.args = [1, 2]
def s4(): del e.__traceback__
def s5(): e.__traceback__ = 1
def s6(): del e.__cause__
def s7(): e.__cause__ = 1
def s8(): e.__context__ = 1
def s9(): del e.__context__
def s10(): e.__suppress_context__ = 1
def s11(): del e.__suppress_context__
def s12(): e.__cause__ = KeyError()
for f in (s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12):
    attempt(f)
print(e.args, e.__suppress_context__, repr(e.__cause__))
e.add_note("n1"); e.add_note("n2"); print(e.__notes__)
e.x = 5; print(e.x, e.__dict__)
print(e.__reduce__())
class O(OSError):
    def __init__(self, *a): pass
o = O(2, "x"); print(repr(o), o.errno, o.args)
class P(OSError): pass
print(type(P(2, "x")), P(2, "x").errno)
class Q(OSError):
    def __init__(self, a, k=None): super().__init__(a, "s")
q = Q(2, k=5); print(q.args, q.errno)
class A(Exception):
    def __init__(self, a, b):
        self.a = a
x = A(1, 2); print(x.args, x.a, repr(x)); x.b = 7; print(x.__dict__)
# groups
eg = ExceptionGroup("m", [ValueError(1), ExceptionGroup("n", [KeyError(2), TypeError(3)])])
print(repr(eg), str(eg), eg.message, eg.exceptions)
print(eg.split(KeyError), eg.subgroup(TypeError), eg.subgroup(OSError), eg.subgroup(lambda e: isinstance(e, ValueError)))
