# Broken and odd documents: values, messages and places; what is written, by both ways.
import json, random
random.seed(5)
docs = ['{"a": [1, 2.5, -3e10, true, false, null, "x\\n\\u00e9\\ud83d\\ude00", {}], "b\\"": {"c": [[], [1]]}}', '"\\u0041', '"\\u0041"', '"\\ud83d\\ude00"', '"\\ud83d\\ud83d\\ude00"','"\\ud83d\\u"','"\\ud83d\\uzzzz"', '"\\ud83d\\u12"','"\\ud83d\\u1234"', '"\\ud83d\\ude0"', '"\\ud83dx"', '["é€😀", -0, 0.0, 1e400, -1E-5, 12345678901234567890123, 0123, 1.e5, 1e, -, --1, +1, .5, Infinity, -Infinity, NaN]', '  [1 , 2 ]  ', '{"é": 1, "€😀": x}', '[NaN, -Infinity, Infinit]', '{"a":1,}', '[1,]', '{"a" 1}', '{"a":1 "b":2}', '{1:2}', '[1 2]', 'nul', '"a\tb"', '"a\x00b"', '"\\q"', '"\\', '"', '', ' ', '\ufeff1', '1 2', '[1]]', '{"a":{"b":{"c":[1,2,{"d":"e"}]}}}', '123456789012345678', '-123456789012345678', '1234567890123456789', '0.1', '1.0E+2', '1e5', '1E5x']
alphabet = '{}[]",:\\u0123dD8eE+-.truefalsnNIy \t\n\x01é😀'
def show(t, **kw):
    try:
        r = json.loads(t, **kw)
        return repr(r)
    except json.JSONDecodeError as e:
        return f"{e} {e.pos} {e.msg}"
    except Exception as e:
        return repr(e)
cases = list(docs)
for _ in range(400):
    t = random.choice(docs)
    for _ in range(random.randrange(1, 4)):
        k = random.randrange(3); i = random.randrange(len(t) + 1)
        if k == 0: t = t[:i] + t[i+1:]
        elif k == 1: t = t[:i] + random.choice(alphabet) + t[i:]
        else: t = t[:i]
    cases.append(t)
for t in cases:
    print(ascii(t), ascii(show(t)))
for t in cases[:90]:
    print(ascii(show(t, strict=False)), ascii(show(t, object_pairs_hook=lambda p: p, parse_float=lambda s: "f" + s, parse_int=lambda s: "i" + s, parse_constant=lambda s: "c" + s)), ascii(show(t, object_hook=lambda d: sorted(d.items(), key=repr))))
    for i in (0, 1, 3):
        try: print(ascii(json.JSONDecoder().raw_decode(t, i)))
        except Exception as e: print(ascii(repr(e)))
        try: print(ascii(json.decoder.scanstring(t, i)))
        except Exception as e: print(ascii(repr(e)))
values = [None, True, 1, -5, 2**70, -(2**62), 1.5, -0.0, 1e300, 5e-324, float("inf"), "a\"b\\\n\x00\x1f\x7fé€😀\ud800/", [], {}, (), (1, [2, (3,)]), {"a": {"b": [1]}, 2: 3, 1.5: 4, None: 5, False: 6}, {"z": 1, "a": [2, {"y": 1, "b": 2}]}, [[]], [{}], {"x": []}]
class I(int):
    def __repr__(self): return "I!"
    __str__ = __repr__
class F(float):
    def __repr__(self): return "F!"
class S(str):
    def __repr__(self): return "S!"
class D(dict):
    def items(self): return [("over", 1), ("ridden", [2])]
class L(list):
    def __iter__(self): return iter("no")
values += [I(5), F(2.5), S("é"), D(a=1), D(), L([1, 2]), {I(1): I(2), F(1.5): F(2.5), S("k"): S("v")}, {(1,): 2}, {b"x": 1}, object, {1, 2}, 1j, [float("nan")], {"b": 1, 1: 2}]
for v in values:
    for kw in ({}, {"indent": 2}, {"indent": "\t", "ensure_ascii": False}, {"separators": (",", ":"), "sort_keys": True}, {"skipkeys": True, "allow_nan": False}, {"default": lambda o: "d"}, {"check_circular": False, "indent": 0}, {"default": lambda o: o}, {"separators": (1, 2)}):
        try: print(ascii(json.dumps(v, **kw)))
        except Exception as e: print(type(e).__name__, str(e)[:150], getattr(e, "__notes__", None))
        try: print(ascii("".join(json.JSONEncoder(**kw).iterencode(v))))
        except Exception as e: print(type(e).__name__, str(e)[:150], getattr(e, "__notes__", None))
for s in values[11:12] + ["", "plain", 5, None]:
    for f in (json.encoder.encode_basestring, json.encoder.encode_basestring_ascii):
        try: print(ascii(f(s)))
        except Exception as e: print(type(e).__name__, e)
grow = [1]
class G: pass
def more(o):
    if len(grow) < 5: grow.append(len(grow))
    return "g"
grow.append(G())
print(json.dumps(grow, default=more))
print(json.dumps({"a": G(), "b": 2}, default=lambda o: [1, 2]))
