# Streams that nobody holds any more: subclasses are closed, and errors of that are reported.
# modes: normal, nogc
import io

class S(io.BytesIO):

    def close(self):
        print('close', self.closed)
        super().close()
s = S(b'a')
del s

class T(io.StringIO):

    def close(self):
        print('close', self.closed)
        super().close()
s = T('a')
del s
with S(b'b') as s:
    pass
del s
s = S()
s.close()
del s

class U(io.BytesIO):
    pass
u = U(b'abc')
m = u.getbuffer()
u.m = m
del m
import gc
del u
print(gc.collect() > 0)
