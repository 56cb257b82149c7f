# Bit operations, shifts, bit_length and friends on small, big, negative ints.
for a, b in ((12, 10), (-12, 10), (12, -10), (-12, -10), (2**70 + 5, 2**65 + 3), (-(2**70), 2**69 - 1), (-(2**70) + 3, -(2**66) - 7)):
    print(a & b, a | b, a ^ b)
print(1 << 0, 1 << 61, 1 << 62, 1 << 63, 1 << 64, 1 << 100, 5 << 3, -5 << 3, -1 << 62)
print(1 >> 1, -1 >> 1, -5 >> 1, 5 >> 100, -5 >> 100, (1 << 100) >> 98, -(1 << 100) >> 98, -(1 << 100) - 1 >> 98)
print((255).bit_length(), (256).bit_length(), (0).bit_length(), (-256).bit_length(), (2**100).bit_length())
print((255).bit_count(), (-255).bit_count(), (2**100 - 1).bit_count())
print((1000).to_bytes(2, "big"), (1000).to_bytes(4, "little"), (-2).to_bytes(2, "big", signed=True), (5).to_bytes())
print(int.from_bytes(b"\x03\xe8", "big"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2], "little"))
print((2**80).to_bytes(11, "big"), int.from_bytes(b"\x01" + b"\0" * 10, "big") == 2**80)
print(int.from_bytes(b""), (0).to_bytes(0, "big"))
for f in (
    lambda: 1 << -1,
    lambda: 1 >> -1,
    lambda: (256).to_bytes(1, "big"),
    lambda: (-1).to_bytes(1, "big"),
    lambda: (1).to_bytes(1, "middle"),
    lambda: (1).to_bytes(-1, "big"),
    lambda: (128).to_bytes(1, "big", signed=True),
    lambda: 1 & 1.0,
    lambda: 1 << 1.0,
    lambda: int.from_bytes("ab", "big"),
    lambda: int.from_bytes([256], "big"),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(0 << 1000, 0 >> 10**30)
print(True & False, True | False, True ^ True, True & 1, type(True & True), type(True & 1), True << 3)
print(0b1010 & ~0b0010, hex(~0xFF & 0xFFFF), bin(-5 & 0xFF))
