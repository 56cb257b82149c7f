# Views in cycles with what they view, and views that outlive the names of their exporters.
# modes: normal, nogc
import array
import gc
import io
import weakref


class Bytes(bytearray):
    pass


class Numbers(array.array):
    pass


class Stream(io.BytesIO):
    pass


class Lender:
    def __init__(self):
        self.data = bytearray(b"lent")

    def __buffer__(self, flags):
        return memoryview(self.data)

    def __release_buffer__(self, view):
        print("back", view.tobytes())


gc.collect()
for make in (lambda: Bytes(b"abc"), lambda: Numbers("i", [1]), lambda: Stream(b"x"), Lender):
    x = make()
    x.view = x.getbuffer() if isinstance(x, Stream) else memoryview(x)
    x.part = x.view[1:]
    ref, view_ref = weakref.ref(x), weakref.ref(x.view)
    del x
    print(ref() is not None, view_ref() is not None)
    gc.collect()
    print(ref(), view_ref())

b = bytearray(b"shared")
views = [memoryview(b)[i:] for i in range(3)]
del b
print([v.tobytes() for v in views], views[0].obj)
owner = views[0].obj
try:
    owner.append(1)
except BufferError as e:
    print(e)
del views[1:]
views.pop().release()
owner.append(33)
print(owner)


def locked():
    data = bytearray(b"local")
    it = iter(memoryview(data))
    next(it)
    return data, it


data, it = locked()
try:
    data.clear()
except BufferError as e:
    print(e)
print(bytes(it))
data.clear()
print(data)
holder = []
m = memoryview(b"12345678").cast("I")
holder.append(m)
m2 = memoryview(m)
holder.append(holder)
r = weakref.ref(m)
del m
holder.clear()
print(r(), m2.tolist(), m2.obj)
