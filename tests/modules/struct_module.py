# struct: pack, unpack, sizes, byte orders, errors.
import struct
from struct import pack, unpack, calcsize

print(pack("<i", 1), pack(">i", 1), pack("!H", 258), pack("<bBhHiIqQ", -1, 255, -2, 65535, -3, 2**32 - 1, -4, 2**64 - 1))
print(pack("<f", 1.5), pack("<d", 0.1), pack("<e", 0.5), pack("?", True), pack("c", b"x"), pack("5s", b"abc"), pack("3s", b"abcdef"), pack("<5p", b"abc"), pack("<2x"), pack("<hx", 1))
print(unpack("<i", b"\x01\0\0\0"), unpack(">hH", b"\xff\xff\xff\xff"), unpack("<f", b"\0\0\xc0?"), unpack("5s", b"abc\0\0"), unpack("<3h", b"\1\0\2\0\3\0"), unpack("<d", pack("<d", 0.1)), unpack("?", b"\2"), unpack("<e", b"\0\x38"))
print(calcsize("<ihb"), calcsize("=i"), calcsize("ib"), calcsize("bi"), calcsize("<bi"), calcsize(""), calcsize("10s"), calcsize("3i"), calcsize("@bq"))
print(list(struct.iter_unpack("<H", b"\1\0\2\0")), struct.unpack_from("<H", b"\0\0\5\0", 2))
buf = bytearray(6)
struct.pack_into(">H", buf, 2, 0xABCD)
print(buf)
s = struct.Struct("<2h")
print(s.pack(1, 2), s.unpack(b"\1\0\2\0"), s.size, s.format)
for f in (
    lambda: pack("i"),
    lambda: pack("i", "x"),
    lambda: pack("<b", 200),
    lambda: pack("<B", -1),
    lambda: pack("<H", 65536),
    lambda: pack("<i", 2**31),
    lambda: pack("<i", 1.5),
    lambda: pack("z", 1),
    lambda: pack("i", 1, 2),
    lambda: unpack("<i", b"abc"),
    lambda: pack("c", "x"),
    lambda: pack("s", "x"),
    lambda: pack("<f", 1e100),
    lambda: pack("<e", 1e10),
    lambda: struct.unpack_from("<i", b"abc"),
    lambda: pack("<d", "x"),
    lambda: calcsize("5"),
    lambda: pack("<q", 2**63),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(pack(" < 2 h ".replace(" ", ""), 1, 2), pack("< h h", 1, 2), unpack("<2s h", b"ab\1\0"))
