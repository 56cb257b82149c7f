# Unary dunders and conversions: __neg__, __abs__, __int__, __float__, __index__, __complex__, __bool__, __len__, __hash__.
class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return ("round", n)
    def __int__(self): return 12
    def __float__(self): return 1.5
    def __complex__(self): return 1 + 2j
    def __index__(self): return 3
    def __len__(self): return 4
    def __hash__(self): return 99
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __bytes__(self): return b"bytes"
    def __format__(self, spec): return f"format<{spec}>"
    def __contains__(self, x): return x == 1
    def __trunc__(self): return 5
    def __floor__(self): return 6
    def __ceil__(self): return 7
    def __dir__(self): return ["b", "a"]
    def __sizeof__(self): return 100
    def __reversed__(self): return iter("rev")
    def __length_hint__(self): return 5


u = U()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), int(u), float(u), complex(u), len(u), hash(u))
print(str(u), repr(u), bytes(u), f"{u}", f"{u:>5}", f"{u!r}", format(u, "x"), "%s %r" % (u, u), 1 in u, 2 in u, dir(u), list(reversed(u)))
print([0, 1, 2, "three"][u], "abcdef"[u:], range(u), hex(u), bin(u), [1] * u, bytes(3), chr(u), u.__sizeof__(), bool(u))


class Bad:
    def __len__(self): return -5
    def __int__(self): return "x"
    def __float__(self): return 5
    def __index__(self): return 1.5
    def __hash__(self): return "h"
    def __str__(self): return 5
    def __repr__(self): return None
    def __bytes__(self): return "s"
    def __format__(self, spec): return 5
    def __bool__(self): return "yes"
    def __complex__(self): return 1
    def __iter__(self): return 5
    def __contains__(self, x): return []
    def __dir__(self): return 5
    def __reversed__(self): return 7


b = Bad()
for f in (len, int, float, hash, str, repr, bytes, format, bool, complex, iter, dir, hex, lambda b: [1][b], lambda b: 1 in b, lambda b: f"{b}", lambda b: [1] * b, lambda b: "%s" % b, lambda b: "%d" % b, reversed, list, lambda b: round(b), lambda b: -b, abs):
    try:
        print(f(b))
    except Exception as e:
        print(type(e).__name__, e)


class Huge:
    def __len__(self): return 10**30
    def __hash__(self): return 10**30


for f in (len, bool, hash):
    try:
        print(f(Huge()))
    except Exception as e:
        print(type(e).__name__, e)
