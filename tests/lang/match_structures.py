# match: sequences, mappings, classes, nested captures, stars.
class P:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class NoArgs:
    pass


def f(v):
    match v:
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, *rest]:
            return f"one then {rest}"
        case (a, b, *_, z) if z == "end":
            return f"{a}{b}..."
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"pos": [px, py], **others}:
            return f"pos {px},{py} {others}"
        case {}:
            return "mapping"
        case P(0, 0):
            return "origin"
        case P(x=0, y=yy):
            return f"axis {yy}"
        case P(px, P(ix, iy)):
            return f"nested {px} {ix} {iy}"
        case P():
            return "point"
        case int(n) | float(n):
            return f"num {n}"
        case str():
            return "text"
        case [[x, y], [z, *_]]:
            return f"pairs {x}{y}{z}"
        case _:
            return "none"


for v in ([], [5], (1, 2, 3), ["a", "b", "c", "end"], {"type": "circle", "r": 2, "q": 1}, {"pos": (1, 2), "c": 3}, {"zz": 1}, P(0, 0), P(0, 5), P(1, P(2, 3)), P(9, 9), 7, 2.5, "txt", ([1, 2], [3, 4]), {1, 2}, None, b"ab", range(2)):
    print(f(v), end="; ")
print()
for source in ("case P(1, 2, 3): pass", "case NoArgs(1): pass", "case P(1, x=1): pass", "case int(1, 2): pass"):
    for subject in (P(1, 2), NoArgs(), 1):
        try:
            exec(f"match subject:\n    {source}\n    case _: print('-', end=' ')")
        except TypeError as e:
            print(e, end="; ")
print()
for source in ("match x:\n  case a: pass\n  case b: pass", "match x:\n  case [a, a]: pass", "match x:\n  case a | 1: pass", "match x:\n  case 1 | a: pass", "match x:\n  case [*a, *b]: pass", "match x:\n  case {**a, 'x': 1}: pass", "match x:\n  case {'x': 1, 'x': 2}: pass", "match x:\n  case _ | 1: pass", "match x:\n  case P(a=1, a=2): pass"):
    try:
        compile(source, "s", "exec")
    except SyntaxError as e:
        print(e.msg)
