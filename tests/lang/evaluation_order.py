# The order in which operands, arguments, targets, keys and decorators are evaluated.
def e(x, value=None):
    print(x, end=" ")
    return x if value is None else value


e("a", 1) + e("b", 2) * e("c", 3) - e("d", 4)
print()
e("left", {})[e("key")] = e("right", 1)
print()
e("x", {})[e("i")], e("y", {})[e("j")] = e("v1"), e("v2")
print()
a = b = e("chained")
print()
{e("k1"): e("v1"), e("k2"): e("v2")}
[e("i0"), *e("star", []), e("i1")]
{e("s0"), e("s1")}
print()
max(e("arg1"), e("arg2"), *e("args", ["z"]), key=e("kw", len))
print()
e("f", dict)(**e("d1", {"q": 1}), w=e("w"), **e("d2", {}))
print()
e("obj", "abc")[e("lo", 0) : e("hi", 2) : e("st", 1)]
print()
e("first", 0) or e("second", 0) and e("never") or e("third", 1)
print()
e("then") if e("test", 1) else e("never")
print()
e("p", 1) < e("q", 2) < e("r", 0) < e("never")
print()


@e("deco1", lambda f: f)
@e("deco2", lambda f: f)
def f(a=e("default1"), *, k=e("kwdefault")) -> e("returns"):
    pass


print()


@e("class deco", lambda c: c)
class C(e("base", object), metaclass=e("meta", type)):
    e("body")


print()
[e(f"elt{x}") for x in e("iter", [1, 2]) if e(f"cond{x}")]
print()
{e(f"k{x}"): e(f"v{x}") for x in "ab"}
print()
del e("d", {"z": 1})[e("dk", "z")]
assert e("assert", True), e("never")
print()
d = {"n": 1}
e("aug", d)[e("ak", "n")] += e("av", 5)
print(d)
for e("loop target", d)["t"] in e("loop iter", [1, 2]):
    pass
print()
with e("cm", open(__file__)) as e("as target", d)["w"]:
    pass
d.pop("w").close()
print()
f"{e('one')}{e('two'):{e('spec', '>5')}}"
print()
lambda x=e("lambda default"): e("never")
print()
try:
    raise e("exc", ValueError("v")) from e("cause", KeyError("c"))
except (e("except1", KeyError), e("except2", ValueError)):
    print()
x = yield_ = None
print((e("w1", 1), (y := e("w2", 2)), y + e("w3", 3)))
e("obj2", C).attr = e("attr value")
i = 0
i, d[i] = 1, "index evaluated after first assignment"
print(d)
e("slice obj", [1, 2, 3])[e("s1", 0) : e("s2", 1)] = e("slice value", [9])
print()
e("%s %s") % (e("m1"), e("m2"))
-e("neg", 1) ** -e("pow", 2)
print()
