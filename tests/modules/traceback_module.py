# The traceback module: entries, formatted lists, limits, groups, what is printed where.
import io
import traceback


class Plain(Exception):
    pass


class Broken(Exception):
    def __str__(self):
        raise ValueError("no text")


def inner(n):
    if n:
        return inner(n - 1)
    raise Plain("message", 1)


def chained():
    try:
        inner(1)
    except Plain as e:
        e.add_note("a note")
        raise Broken() from e


def caught(f, *args):
    try:
        f(*args)
    except Exception as e:
        return e


e = caught(chained)
print("".join(traceback.format_exception(e)))
print(traceback.format_exception(e, chain=False)[-1:])
print(traceback.format_exception(type(e), e, e.__traceback__) == traceback.format_exception(e))
print(traceback.format_exception_only(e.__cause__))
print(traceback.format_exception_only(type(e.__cause__), e.__cause__))
print(traceback.format_exception_only(SyntaxError("bad", ("f.py", 3, 5, "    x = = 1\n", 3, 8))))
print(traceback.format_exception_only(SyntaxError("bad", ("f.py", 3, 5, "\tx = = 1\n"))))
print(traceback.format_exception_only(SyntaxError("bad")))
print(traceback.format_exception_only(None), traceback.format_exception(None))
for limit in (0, 1, 2, -1, -2, 100):
    print(limit, "".join(traceback.format_exception(e, limit=limit)))
    print(limit, traceback.format_tb(e.__traceback__, limit))

deep = caught(inner, 8)
print("".join(traceback.format_tb(deep.__traceback__)))
entries = traceback.extract_tb(deep.__traceback__)
print(type(entries).__name__, len(entries))
first = entries[0]
print(first.lineno, first.end_lineno, first.name, first.line, first.colno, first.end_colno)
print(first[1], first[2], first[3], len(first), list(first)[1:])
print(first == tuple(first), first == entries[0], first == entries[1])
print(len(entries.format()), len(traceback.format_list(entries)))
print(traceback.format_list([("nofile.py", 3, "name", "  some text  "), ("nofile.py", 4, "other", None)]))
print(traceback.StackSummary.from_list([("a.py", 1, "f", "x")])[0])
print([lineno for _, lineno in traceback.walk_tb(deep.__traceback__)])

out = io.StringIO()
traceback.print_exception(e, file=out)
print(out.getvalue() == "".join(traceback.format_exception(e)))
out = io.StringIO()
traceback.print_tb(e.__traceback__, file=out)
print(out.getvalue())
try:
    inner(0)
except Plain:
    print(traceback.format_exc())
    print(traceback.format_exc(limit=0))
    traceback.print_exc(file=(out := io.StringIO()))
    print(out.getvalue() == traceback.format_exc())
group = ExceptionGroup("several", [ValueError("one\ntwo"), ExceptionGroup("nested", [KeyError("k")])])
group.add_note("on the group")
print(traceback.format_exception_only(group))
print(traceback.format_exception_only(group, show_group=True))
print("".join(traceback.format_exception(group)))
te = traceback.TracebackException.from_exception(e.__cause__)
print(str(te), te.exc_type_str, te.stack[-1].name, te.__notes__)
print("".join(te.format()) == "".join(traceback.format_exception(e.__cause__)))
print(list(te.format_exception_only()))
for wrong in (lambda: traceback.format_exception(5), lambda: traceback.format_exception(ValueError, ValueError())):
    x = caught(wrong)
    print(type(x).__name__, x)
