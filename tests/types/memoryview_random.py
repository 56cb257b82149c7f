# Random slices, casts, stores and comparisons of memoryviews.
import random, array
r = random.Random(11)

def sl():
    return slice(*(r.choice((None, -9, -3, -1, 0, 1, 2, 5, 9, 100)) for _ in range(2)), r.choice((None, 1, 2, -1, -2, 3, -3, 7)))
out = []
for k in range(300):
    base = r.choice((bytearray(range(24)), bytes(range(24)), array.array('H', range(12)), bytearray()))
    m = memoryview(base)
    try:
        if m.format == 'B' and len(m) == 24 and (r.random() < 0.5):
            f = r.choice('BbcHhIiQqfd?n')
            m = m.cast(f)
            if r.random() < 0.5:
                n = len(m)
                d = r.choice([x for x in range(1, n + 1) if n % x == 0])
                m = m.cast('B').cast(f, (d, n // d)) if m.format != 'B' else m.cast('B', (d, n // d))
        for _ in range(r.randrange(4)):
            op = r.randrange(10)
            if op < 5:
                m = m[sl()]
            elif op == 5:
                m[sl()] = r.choice((b'ab', m[sl()], memoryview(bytes(range(24)))[sl()]))
            elif op == 6:
                m[r.randrange(-4, 26)] = r.choice((1, 200, -3, b'a', 1.5, True))
            elif op == 7:
                out.append(repr(m[r.randrange(-4, 26)]))
            elif op == 8:
                m = m.toreadonly()
            elif op == 9:
                out.append(str(m == memoryview(m.tobytes())) + str(m == m[sl()]))
        out.append(f'{m.tolist()} {m.tobytes()} {m.tobytes('F')} {m.shape} {m.strides} {m.nbytes} {m.c_contiguous} {m.f_contiguous} {m.hex()} {bytes(m)}')
        out.append(f'{list(reversed(m))} {bytearray(m)} {m in [m]} {bytes(base)}')
    except Exception as e:
        out.append(f'{type(e).__name__} {e}')
print('\n'.join(out))
