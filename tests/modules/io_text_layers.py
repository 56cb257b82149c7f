# io: BytesIO under TextIOWrapper, BufferedReader, newline handling, custom raw streams.
import io

raw = io.BytesIO("a\r\nbé\nc\r".encode())
for newline in (None, "", "\n", "\r", "\r\n"):
    raw.seek(0)
    t = io.TextIOWrapper(raw, encoding="utf-8", newline=newline)
    print(repr(newline), t.readlines())
    t.detach()
out = io.BytesIO()
for newline in (None, "", "\n", "\r\n"):
    t = io.TextIOWrapper(out, encoding="utf-8", newline=newline, write_through=True)
    t.write("x\ny\n")
    t.flush()
    t.detach()
print(out.getvalue())
b = io.BufferedReader(io.BytesIO(b"0123456789" * 3), buffer_size=8)
print(b.peek(3)[:3], b.read(4), b.read1(3), b.readline(), b.tell(), b.seek(5), b.read(2), b.read())
w = io.BufferedWriter(sink := io.BytesIO(), buffer_size=4)
print(w.write(b"ab"), sink.getvalue(), w.write(b"cdefgh"), w.flush(), sink.getvalue())


class Upper(io.RawIOBase):
    def __init__(self, text):
        self.data = text

    def readable(self):
        return True

    def readinto(self, buf):
        n = min(len(buf), len(self.data), 3)
        buf[:n] = self.data[:n].upper()
        self.data = self.data[n:]
        return n


print(io.BufferedReader(Upper(b"hello world")).read(), Upper(b"ab\ncd").readline(), io.TextIOWrapper(io.BufferedReader(Upper(b"l1\nl2"))).readlines())


class Sink(io.TextIOBase):
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)
        return len(s)


s = Sink()
print("to", "sink", file=s)
print(s.parts, s.writable(), s.closed)
t = io.TextIOWrapper(io.BytesIO(b"12345\n6789\n"), encoding="ascii")
print(t.read(2), t.readline(), t.tell(), t.read(), t.seek(0), t.readline(), t.encoding, t.errors, t.line_buffering, t.newlines)
for f in (lambda: io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="ascii").read(), lambda: io.TextIOWrapper(5), lambda: io.TextIOWrapper(io.BytesIO(), newline="x"), lambda: io.StringIO(newline="q"), lambda: io.BytesIO(5).read(), lambda: t.write(5), lambda: t.seek(1, 1), lambda: Sink().read(), lambda: io.BufferedReader(io.StringIO()), lambda: io.open("/no/such/file"), lambda: io.BytesIO(b"x").write(5), lambda: w.read()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])
x = io.StringIO("one\ntwo\nthree")
print(next(x), x.tell(), x.readline(2), x.readlines(1), list(x), x.seek(0, 2), x.write("!"), x.getvalue()[-2:], x.isatty(), io.SEEK_END, io.DEFAULT_BUFFER_SIZE > 0)
with io.BytesIO() as z:
    z.write(b"abc")
    z.truncate(2)
    view = z.getbuffer()
    view[0] = 90
    print(z.getvalue())
    view.release()
