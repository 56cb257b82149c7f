# io.StringIO and io.BytesIO.
import io

s = io.StringIO()
print(s.write("hello\n"), s.write("world"), s.getvalue(), s.tell())
s.seek(0)
print(repr(s.readline()), repr(s.read(2)), repr(s.read()), repr(s.read()))
s.seek(2)
s.write("XX")
print(repr(s.getvalue()), s.truncate(3), repr(s.getvalue()))
print(list(io.StringIO("a\nb\nc")), io.StringIO("x\ny\n").readlines(), io.StringIO("a\r\nb").read() , repr(io.StringIO("a\r\nb", newline=None).read()))
print("to buffer", 1, 2, file=s)
print(repr(s.getvalue()))
s.close()
try:
    s.read()
except ValueError as e:
    print(e)
b = io.BytesIO(b"bytes here")
print(b.read(5), b.tell(), b.read(), b.seek(-4, 2), b.read(), b.seek(0), b.readline(), b.getvalue())
b.write(b"!!")
print(b.getvalue(), b.getbuffer().nbytes)
buf = bytearray(4)
b.seek(0)
print(b.readinto(buf), buf, b.read1(2), b.readable(), b.writable(), b.seekable(), b.closed)
for f in (
    lambda: io.StringIO(b"x"),
    lambda: io.BytesIO("x"),
    lambda: io.StringIO().write(b"x"),
    lambda: io.BytesIO().write("x"),
    lambda: io.StringIO().seek(-1),
    lambda: io.StringIO("abc").seek(1, 1),
    lambda: io.StringIO().fileno(),
    lambda: io.BytesIO().seek(-1),
    lambda: io.StringIO("x").read("y"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
with io.StringIO("ctx") as c:
    print(c.read(), c.closed)
print(c.closed)
t = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
t.write("é\n")
t.flush()
print(t.buffer.getvalue(), t.encoding)
w = io.StringIO()
w.writelines(["a", "b", "c\n"])
print(repr(w.getvalue()), isinstance(w, io.TextIOBase), issubclass(io.BytesIO, io.IOBase))
s = io.StringIO("abc")
s.seek(10)
s.write("d")
print(repr(s.getvalue()))
