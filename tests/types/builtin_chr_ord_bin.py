# chr, ord, bin, hex, oct, hash, id, callable, repr, ascii, format, round on odd arguments.
print(chr(0) == "\0", chr(97), chr(233), chr(0x20AC), chr(0x1F600), ord("a"), ord("é"), ord("😀"), ord(b"a"), ord(bytearray(b"z")), chr(True))
print(bin(0), bin(-5), bin(2**70), hex(0), hex(-255), hex(2**64), oct(0), oct(-8), oct(2**66), bin(True), hex(True))
print(callable(len), callable(int), callable(lambda: 0), callable(5), callable("s"), callable(type("T", (), {"__call__": lambda s: 0})()), callable(type("T", (), {})), callable([].append), callable(None))
print(repr("a'b"), repr([1, "x", None]), ascii("é日😀"), ascii(["é"]), repr(1.0), repr(b"\x00"), ascii("a"), ascii("\n"))
print(format(3.14159, ".2f"), format("x", ">3"), format(5), format(255, "x"), format(None), format([1]))
print(hash(5), hash("a") == hash("a"), hash(()) == hash(()), hash(None) == hash(None), hash(1.0), hash(2**61 - 1), hash(-1) == hash(-2), hash(0.0) == hash(-0.0), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
x = []
print(id(x) == id(x), id(x) != id([]), type(id(x)).__name__)
for f in (lambda: chr(-1), lambda: chr(1114112), lambda: chr(10**20), lambda: chr("a"), lambda: chr(1.5), lambda: ord(""), lambda: ord("ab"), lambda: ord(5), lambda: ord(b""), lambda: ord(None), lambda: bin(1.5), lambda: hex("a"), lambda: oct([]), lambda: hash([]), lambda: hash({}), lambda: hash(set()), lambda: hash(([],)), lambda: format(1, 5), lambda: format("a", "d"), lambda: ascii(), lambda: repr(1, 2), lambda: callable(), lambda: id(), lambda: hash(slice(1, [])), lambda: hash(bytearray())):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print([hex(n) for n in (10, 16, 255, 4096)], [bin(n) for n in range(5)], int(bin(37), 2), int(hex(37), 16), int(oct(37), 8), f"{37:b} {37:o} {37:x} {37:X}")
