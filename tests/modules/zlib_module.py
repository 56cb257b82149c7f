# zlib: checksums, frames, levels, streams. Compressed bytes themselves may differ between libraries.
import zlib

def t(s):
    try:
        print(s, '->', repr(eval(s)))
    except BaseException as e:
        print(s, '!!', type(e).__name__, e)
data = b'hello world ' * 100 + bytes(range(256)) * 4
Z = zlib.compress(data)
G = zlib.compress(data, wbits=31)
R = zlib.compress(data, wbits=-15)
co = zlib.compressobj()
do = zlib.decompressobj()
for s in "zlib.crc32(b'hello'), zlib.adler32(b'hello'), zlib.adler32(b''), zlib.crc32(b'')\nzlib.adler32(b'lo', zlib.adler32(b'hel')), zlib.crc32(b'a', -1), zlib.adler32(b'a', 2**33)\nzlib.crc32('a')\nzlib.adler32(5)\nzlib.decompress(Z)==data, zlib.decompress(G, 31)==data, zlib.decompress(R,-15)==data, zlib.decompress(G,47)==data, zlib.decompress(Z,wbits=32+15)==data, zlib.decompress(Z,0)==data\nzlib.decompress(G)\nzlib.decompress(Z,31)\nzlib.decompress(Z[:-1])\nzlib.decompress(Z[:50])\nzlib.decompress(b'')\nzlib.decompress(Z[:-1]+b'x')\nzlib.decompress(Z+b'extra')==data\nzlib.decompress(b'xx')\nzlib.decompress(b'x')\nzlib.decompress(G[:-4]+b'abcd',31)\nzlib.decompress(Z, bufsize=1)==data\nzlib.decompress(Z, bufsize=-1)\nzlib.decompress('a')\nzlib.compress('a')\nzlib.compress(b'a',10)\nzlib.compress(b'a',-2)\nzlib.compress(b'a',wbits=5)\nzlib.compressobj(level=10)\nzlib.compressobj(method=7)\nzlib.compressobj(wbits=7)\nzlib.decompressobj(wbits=7)\nzlib.decompressobj(wbits=70)\nzlib.decompress(b'a',wbits=70)\nzlib.compress(data)[:2], zlib.compress(data,1)[:2], zlib.compress(data,9)[:2], zlib.compress(data,0)[:2], zlib.compress(b'',wbits=31)[:10], zlib.compress(b'a',9,31)[:10]\n[zlib.decompress(zlib.compress(data,l))==data for l in range(-1,10)]\nlen(zlib.compress(bytes(100000)))<300\nco.compress(b'abc'*1000)+co.flush(zlib.Z_SYNC_FLUSH) != b''\n(lambda c: zlib.decompress(c.compress(b'ab')+c.flush(zlib.Z_SYNC_FLUSH)+c.compress(b'cd')+c.flush(zlib.Z_FULL_FLUSH)+c.flush()))(zlib.compressobj())\n(lambda c: (c.flush(), c.flush()))(zlib.compressobj())\n(lambda c: (c.flush(), c.compress(b'a')))(zlib.compressobj())\n(lambda c: (c.compress(b'a'), c.flush(zlib.Z_NO_FLUSH)))(zlib.compressobj())\ndo.decompress(Z,10), len(do.unconsumed_tail)>0, do.eof, do.unused_data\ndo.decompress(do.unconsumed_tail,5)\nlen(do.decompress(do.unconsumed_tail)), do.eof, do.unconsumed_tail, do.unused_data\ndo.decompress(b'more'), do.unused_data\ndo.flush()\ndo.decompress(b'',-1)\n(lambda d: (d.decompress(Z+b'tail')==data, d.unused_data, d.eof, d.unconsumed_tail))(zlib.decompressobj())\n(lambda d: (len(b''.join(d.decompress(bytes([b])) for b in Z)), d.eof))(zlib.decompressobj())\n(lambda d: (len(b''.join(d.decompress(bytes([b])) for b in G)), d.eof))(zlib.decompressobj(31))\n(lambda c: (c.compress(b'abc'), zlib.decompress(c.copy().flush()), zlib.decompress(c.flush())))(zlib.compressobj())\n(lambda d: d.flush(0))(zlib.decompressobj())\n(lambda d: d.decompress(b'zzzz'))(zlib.decompressobj())\ntype(zlib.compressobj()), type(zlib.decompressobj())\ntype(zlib.compressobj())()\nzlib.error.__mro__\nzlib.MAX_WBITS, zlib.DEFLATED, zlib.DEF_MEM_LEVEL, zlib.Z_BEST_COMPRESSION, zlib.Z_FINISH, zlib.DEF_BUF_SIZE".splitlines():
    t(s)
d = zlib.decompressobj()
out = b''
buf = Z
n = 0
while True:
    out += d.decompress(buf, 7)
    buf = d.unconsumed_tail
    n += 1
    if not buf:
        break
print(out == data, d.eof, n > 300)
big = bytes((i * i % 251 for i in range(300000)))
c = zlib.compress(big)
d = zlib.decompressobj()
out = b''
buf = c
while buf:
    out += d.decompress(buf, 1000)
    buf = d.unconsumed_tail
print(out == big, d.eof)
import random
r = random.Random(3)
for i in range(60):
    piece = b''.join((r.choice((b'ab', b'abc\n', b'x' * 50, bytes([r.randrange(256)]))) for _ in range(r.randrange(300))))
    level, wbits = (r.randrange(-1, 10), r.choice((15, 31, -15, 9, -9)))
    c = zlib.compressobj(level, wbits=wbits, strategy=r.randrange(5))
    packed = b''.join((c.compress(piece[j:j + 37]) + (c.flush(r.choice((0, 2, 3))) if j % 5 == 0 else b'') for j in range(0, len(piece), 37))) + c.flush()
    assert zlib.decompress(packed, wbits) == piece
    d, out, rest = (zlib.decompressobj(wbits), b'', packed)
    step = r.randrange(1, 20)
    while rest:
        out += d.decompress(rest[:step], 11)
        rest = d.unconsumed_tail + rest[step:]
        if d.eof:
            break
    assert out + d.flush() == piece and d.eof, i
print('round trips')
