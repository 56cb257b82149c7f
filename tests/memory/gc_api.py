# modes: normal
# The functions of gc: state, thresholds, tracking, errors.
import gc

print(gc.isenabled())
gc.disable()
print(gc.isenabled())
gc.enable()
print(gc.isenabled())
gc.set_threshold(500, 5, 7)
print(gc.get_threshold())
gc.set_threshold(1000)
print(gc.get_threshold()[0])
print(type(gc.get_count()), len(gc.get_count()))
print(len(gc.get_stats()), sorted(gc.get_stats()[0]))
for x in (1, "s", 1.5, None, (), [], {}, [1], {1: 2}, object(), lambda: 0):
    print(type(x).__name__, gc.is_tracked(x), end="; ")
print()
t = ([], 1)
print(gc.is_tracked(t), gc.is_tracked((t, "x")))


class C:
    pass


class S:
    __slots__ = ()


print(gc.is_tracked(C()), gc.is_tracked(S()), gc.is_tracked(C))
d = {}
print(gc.is_tracked(d))
d["k"] = 1
print(gc.is_tracked(d))
d["l"] = []
print(gc.is_tracked(d))
print(gc.collect(0) >= 0, gc.collect(1) >= 0, gc.collect(2) >= 0, gc.collect(generation=1) >= 0)
for f in (
    lambda: gc.collect(3),
    lambda: gc.collect(-1),
    lambda: gc.collect("x"),
    lambda: gc.set_threshold(),
    lambda: gc.set_threshold("x"),
    lambda: gc.enable(1),
    lambda: gc.is_tracked(),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(gc.garbage, gc.get_debug(), gc.callbacks)
gc.freeze()
print(gc.get_freeze_count() > 0)
gc.unfreeze()
print(gc.get_freeze_count())
a = [1, [2]]
print(gc.get_referents(a), gc.get_referents({"k": a}), gc.is_finalized(a))
seen = []
gc.callbacks.append(lambda phase, info: seen.append((phase, sorted(info))))
gc.collect()
gc.callbacks.clear()
print(seen)
