# struct: the range of each format in each byte order, and the errors of every function.
import struct
for pre in "@<>":
    for c in "bBhHiIlLqQnN?cspfdeP":
        for v in (2**70, -2**70, 2**63, 2**64-1, -1, -2**63-1, 300, 70000, 1.5, "x", 2**31, 2**1100):
            try: r=struct.pack(pre+c, v)
            except Exception as e: r=type(e).__name__+": "+str(e)
            print(pre+c, repr(v)[:12], r)
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__module__, type(e).__qualname__, e)
t(lambda: struct.pack("<nN",1,2)); t(lambda: struct.calcsize("<P")); t(lambda: struct.calcsize("9999999999999999999999i")); t(lambda: struct.calcsize("999999999999999999i"*10))
t(lambda: struct.calcsize(5)); t(lambda: struct.calcsize("é")); t(lambda: struct.calcsize(b"i")); t(lambda: struct.calcsize("i i\n2h")); t(lambda: struct.calcsize("2 i")); t(lambda: struct.calcsize("i5")); t(lambda: struct.calcsize("\0"))
t(lambda: struct.pack()); t(lambda: struct.pack("2h",1)); t(lambda: struct.unpack("i", "abcd")); t(lambda: struct.unpack("i", b"abc"));t(lambda: struct.unpack("2i5s", b"abc"))
t(lambda: struct.unpack_from("i", b"abc", 1)); t(lambda: struct.unpack_from("i", b"abc", -10)); t(lambda: struct.unpack_from("i", b"abc", -2));t(lambda: struct.unpack_from("i", b"abc", 20));t(lambda: struct.unpack_from("i", buffer=b"abcd", offset=0))
t(lambda: struct.pack_into("i", bytearray(3), 0, 1)); t(lambda: struct.pack_into("i", bytearray(3), -1, 1));t(lambda: struct.pack_into("i", bytearray(3), -10, 1));t(lambda: struct.pack_into("i", bytearray(3), 10, 1));t(lambda: struct.pack_into("i", b"abcd", 0, 1));t(lambda: struct.pack_into("i", bytearray(3)));t(lambda: struct.pack_into("i"));t(lambda: struct.pack_into("i",bytearray(4),0));t(lambda: struct.pack_into("i",bytearray(8),"a",1))
t(lambda: list(struct.iter_unpack("i", b"abc"))); t(lambda: list(struct.iter_unpack("", b""))); t(lambda: struct.iter_unpack("i", b"abcd").__length_hint__())
t(lambda:(struct.pack("0s", b""), struct.pack("0p", b""), struct.pack("300p", b"a"*299)[:3], struct.pack("@P", 5), struct.pack("0i"), struct.calcsize("bi0q"), struct.calcsize("b0i"),struct.calcsize("=bq"),struct.unpack("0s",b""), struct.unpack("0p", b"")))
t(lambda: struct.pack("?", [])); t(lambda: struct.pack("2x"));t(lambda: struct.pack("p","x"));t(lambda: struct.pack("c",b"xy"));t(lambda: struct.unpack("c",b"x")); t(lambda: struct.pack("s", bytearray(b"x")));t(lambda: struct.pack("e", float("nan")));t(lambda: struct.unpack("e", b"\x00\x7c")[0]);t(lambda: struct.pack("<e", 65519.9));t(lambda: struct.pack("<e", 5.96e-8));t(lambda: struct.pack("<e", 2.98e-8));t(lambda: struct.pack("<f", 3.5e38)); t(lambda: struct.pack("<f", "x")); t(lambda: struct.__all__)
