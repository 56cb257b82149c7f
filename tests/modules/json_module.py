# json: dumps and loads with options and errors.
import json

data = {"a": [1, 2.5, True, None], "b": {"c": "é\"\n\t\\/\u2028😀"}, "e": [], "f": {}, 1: "int key", None: 0, True: 1, 2.5: "float"}
print(json.dumps(data))
print(json.dumps(data, ensure_ascii=False, indent=2))
print(json.dumps([1, {"z": 1, "a": 2}], sort_keys=True, separators=(",", ":")), json.dumps([1, [2, []]], indent="--"), json.dumps("\x00\x1f\x7f"))
print(json.dumps(float("inf")), json.dumps([float("nan"), -0.0, 1e100, 10**30, 1e-7]), json.dumps((1, 2)), json.dumps("text"), json.dumps(None))
print(json.loads('{"a": [1, -2.5e3, true, false, null], "b": "\\u00e9\\ud83d\\ude00\\n\\/"}'), json.loads(" [ ] "), json.loads("12"), json.loads('"x"'), json.loads("-0"), json.loads("1E5"), json.loads("NaN"), json.loads("-Infinity"), json.loads(b'{"k": 1}'))
print(json.loads('{"a": 1, "a": 2}'), json.loads("[1.5]", parse_float=str), json.loads("[1]", parse_int=float), json.loads('{"x": {"y": 1}}', object_hook=lambda d: sorted(d.items())), json.loads('{"b": 1, "a": 2}', object_pairs_hook=list))
for text in ("", "{", "[1,", "[1,]", '{"a"}', '{"a":}', "{'a': 1}", '{"a": 1,}', "[1 2]", "tru", '"abc', '"\x01"', '"\\x"', "01", "1.", "[1] x", '"\\u12"', "nul", "[", "}", "+1", "\n\n  ?"):
    try:
        print(repr(text), json.loads(text))
    except json.JSONDecodeError as e:
        print(repr(text), "->", e, (e.msg, e.pos, e.lineno, e.colno))
for f in (
    lambda: json.dumps({1, 2}),
    lambda: json.dumps({(1, 2): 3}),
    lambda: json.dumps(object),
    lambda: json.dumps(b"x"),
    lambda: json.dumps(float("nan"), allow_nan=False),
    lambda: json.loads(5),
    lambda: json.loads(None),
    lambda: json.dumps(1j),
):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as e:
    print(e)
print(json.dumps({(1, 2): 3, "ok": 1}, skipkeys=True), json.dumps({1, 2}, default=sorted))


class Enc(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return [o.real, o.imag]
        return super().default(o)


print(json.dumps({"z": 1 + 2j}, cls=Enc), Enc().encode([1]), list(Enc().iterencode([1, "a"])))
print(json.loads(json.dumps(data["b"])) == data["b"], json.JSONDecoder().raw_decode("[1] tail"))
