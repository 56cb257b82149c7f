match x:
    case 1: a
    case -1 | 1.5 | -2.5j | 1 + 2j | -1 - 2.0j: b
    case "a" "b" | b"c" | None | True | False: c
    case a: d
    case _: e
    case a.b | a.b.c: f
    case (a): g
    case (a, b) | [c, d]: h
    case (): i
    case []: j
    case (a,): k
    case [a, *b, c,]: l
    case *_, a: m
    case a, *b: n
    case a,: o
    case {}: p
    case {1: a, "b": c, -1: d, x.y: e, None: f, 1 + 1j: g, **h}: q
    case {"a": {"b": [c]},}: r
    case {**rest}: s
    case C(): t
    case a.C(b, c.d, e=f, g=1,): u
    case C(a=_): v
    case (1 | 2) as a: w
    case C(x) | D(x) as a if b := c: x
    case [1 as a, 2 | 3 as b]: y
    case {"a": 1 | 2 as b}: z
    case "a" f"b":
        pass
match (x): 
    case a: pass
match x, *y,:
    case a: pass
match *x, y:
    case a: pass
match -x:
    case a: pass
match {}:
    case a: pass
match (yield):
    case a: pass
match x := y:
    case case: case
match match:
    case match:
        match case:
            case [match, *case]: type; match
    case case if case: pass
match lambda x: x:
    case a: pass
match not x:
    case a:
        case = 1
        case(a)
match = 1
match.x
match[x]
match[x:y]
match(x)
match(x, y).z
match, case = x
match: int = 3
match * x
match - x
match in x
match if x else y
case(x)
case = x
print(match, case, _)
_ = 1
