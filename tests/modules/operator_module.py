# operator: functions, getters.
import operator as op

print(op.add(1, 2), op.sub(5, 3), op.mul("a", 3), op.truediv(1, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 8), op.neg(5), op.pos(-1), op.abs(-3), op.invert(5), op.lshift(1, 4), op.rshift(16, 2), op.and_(6, 3), op.or_(6, 3), op.xor(6, 3))
print(op.eq(1, 1.0), op.ne(1, 2), op.lt(1, 2), op.le(2, 2), op.gt(1, 2), op.ge(1, 2), op.not_(0), op.truth([]), op.is_(None, None), op.is_not(1, None), op.contains("abc", "b"), op.countOf([1, 2, 1], 1), op.indexOf([5, 6], 6), op.concat("a", "b"), op.index(True))
x = [1, 2, 3]
op.setitem(x, 0, "a")
op.delitem(x, 1)
print(x, op.getitem(x, -1), op.iadd(x, [9]), x, op.length_hint(iter([1, 2])), op.length_hint(5, 7))
get = op.itemgetter(1)
print(get("abc"), op.itemgetter(0, -1)([1, 2, 3]), op.itemgetter("k")({"k": 5}), op.itemgetter(slice(1, 3))("abcd"), get)


class C:
    def __init__(self):
        self.a = 1
        self.b = self

    def m(self, *args, **kw):
        return args, kw


c = C()
print(op.attrgetter("a")(c), op.attrgetter("b.b.a")(c), op.attrgetter("a", "b.a")(c), op.methodcaller("m", 1, k=2)(c), op.methodcaller("upper")("x"), op.attrgetter("a"), op.methodcaller("m", 1, k=2), op.itemgetter(1, "x"))
print(sorted([(2, "a"), (1, "b")], key=op.itemgetter(0)), op.call(max, 1, 5), op.matmul.__name__, op.iconcat([1], [2]), op.ior({1}, {2}))
for f in (
    lambda: op.add(1),
    lambda: op.itemgetter(),
    lambda: op.itemgetter(5)([1]),
    lambda: op.attrgetter(5),
    lambda: op.attrgetter("zz")(c),
    lambda: op.methodcaller(),
    lambda: op.index(1.5),
    lambda: op.concat(1, 2),
    lambda: op.indexOf([1], 2),
    lambda: op.truediv(1, 0),
    lambda: op.length_hint(5, "x"),
    lambda: op.matmul(1, 2),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
