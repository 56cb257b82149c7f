# Classes with __buffer__ and __release_buffer__; buffers that are exported while they are used.
import io
import struct


class Lender:
    def __init__(self):
        self.data = bytearray(b"hello")
        self.view = None

    def __buffer__(self, flags):
        print("lend", type(flags).__name__)
        self.view = memoryview(self.data)
        return self.view

    def __release_buffer__(self, view):
        print("back", view is self.view, view.tobytes(), view.obj)


c = Lender()
m = memoryview(c)
print(type(m.obj).__name__)
for f in (lambda: c.data.append(1), lambda: c.view.release()):
    try:
        f()
    except BufferError as e:
        print(e)
m.release()
print("after")
print(c.view.tobytes())
try:
    c.data.append(1)
except BufferError as e:
    print(e)
del c.view
c.data.append(1)
print(bytes(c))
print(b"-".join([c]), len(c.view))
print(struct.unpack_from("3s", c), io.BytesIO(c).getvalue(), int.from_bytes(c), b"x" + c)
print(bytearray(c), b"-hello\1-".find(c), int(Lender.__buffer__(c, 0)[:0] or b"5"), b"%b" % c, bytes(memoryview(c)[::2]))
struct.pack_into("B", c, 0, 72)
print(c.data, io.BytesIO(b"JK").readinto(c), c.data)


class Sub(bytearray):
    def __buffer__(self, flags):
        print("sub", flags)
        return super().__buffer__(flags)


d = Sub(b"abc")
m = memoryview(d)
print(type(m.obj).__name__, bytes(d), m.tolist())
del m
d.append(2)


class Wrong:
    def __buffer__(self, flags):
        return 5


class Fails:
    def __buffer__(self, flags):
        raise ZeroDivisionError("no")


for f in (memoryview, bytes, bytearray, int, float, b"".join, b"".find, b"".startswith, lambda x: b"" + x, lambda x: io.BytesIO().write(x), lambda x: b"".join([x]), lambda x: io.BytesIO().readinto(x), lambda x: memoryview(b"") == x, lambda x: bytearray() == x, lambda x: str(x, "utf-8")):
    for x in (Wrong(), Fails()):
        try:
            print(f(x))
        except Exception as e:
            print(type(x).__name__, type(e).__name__, e)
m = memoryview(b"x")
it = struct.iter_unpack("b", m)
try:
    m.release()
except BufferError as e:
    print(e)
print(list(it))
m.release()
print(hasattr(b"", "__buffer__"), hasattr(b"", "__release_buffer__"), hasattr("", "__buffer__"))
w = bytearray(b"wx")
view = w.__buffer__(0)
for f in (lambda: w.__release_buffer__(memoryview(b"")), lambda: w.__release_buffer__(5), lambda: w.__release_buffer__(view), lambda: w.__release_buffer__(view), lambda: w.append(1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(w)
