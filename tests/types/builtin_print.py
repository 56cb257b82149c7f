# print: sep, end, file, flush, kinds of arguments.
import io
import sys

print()
print(None, True, 1, 1.0, "s", b"b", [1, "a"], (1,), {"k": "v"}, {1}, ..., 1j, sep="|")
print("a", "b", sep="")
print("a", "b", sep="\n")
print("no newline", end="")
print("", "next", sep=",")
print("x", end="\n\n")
print("sep None", "default", sep=None, end=None)
print(*[1, 2, 3], *"ab", sep=", ")
print("to stdout", file=sys.stdout, flush=True)
print("file None", file=None)
buf = io.StringIO()
print("in", "buffer", 1, file=buf, end="!")
print(repr(buf.getvalue()))


class W:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)


w = W()
print("a", 1, None, sep="-", file=w)
print(w.parts)


class S:
    def __str__(self):
        return "via str"

    def __repr__(self):
        return "via repr"


print(S(), [S()], {S(): S()}, f"{S()}", str(S()), repr(S()))


class BadStr:
    def __str__(self):
        raise ValueError("str fails")


for f in (lambda: print(BadStr()), lambda: print("a", sep=1), lambda: print("a", end=1), lambda: print(1, nope=2), lambda: print("a", file=5), lambda: print("a", flush=True, file=W())):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
print("unicode é 日本 😀", "\ttab", "a\\b", 'quote"\'')
print(print, print("inner"))
print("a" "b", "c" + "d", 1 + 1, "x" * 3, not 1)
print(1e10, 1e16, 1e-5, 0.1 + 0.2, -0.0, float("inf"), 10**25, 1 / 3)
print(type, int, len, print.__name__, type(print), Exception, Exception("e"), KeyError("k"))
print("%d items" % 3, "{} {}".format(1, 2), f"{3}")
print("end")
