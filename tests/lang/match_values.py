# match: literals, captures, or-patterns, guards, wildcards, values.
class Color:
    RED = 1
    BLUE = "blue"


def f(x):
    match x:
        case 0:
            return "zero"
        case 1.5 | -2 | 3j:
            return "number"
        case "a" | "b":
            return "letter"
        case b"x":
            return "bytes"
        case None:
            return "none"
        case True:
            return "true"
        case Color.BLUE:
            return "value"
        case int() as n if n > 100:
            return f"big {n}"
        case str(s) if s.startswith("z"):
            return f"z {s}"
        case -1 - 2j:
            return "complex"
        case _:
            return "other"


for x in (0, False, 0.0, 1.5, -2, 3j, "a", "b", b"x", None, True, 1, "blue", 500, 50, "zed", -1 - 2j, [], "c"):
    print(repr(x), f(x), end="; ")
print()
match (1, 2):
    case whole:
        print(whole)
match 5:
    case 6:
        pass
print("no match falls through")
match "x", 3:
    case "x", y:
        print(y)


def fall(x):
    match x:
        case {"a": 1}:
            r = "dict"
        case [_, *_]:
            r = "non-empty"
        case ():
            r = "empty"
        case _:
            r = "?"
    return r


print(fall({"a": 1, "b": 2}), fall([1]), fall([]), fall(()), fall("text"), fall(range(2)), fall({}))
match = 5
case = match + 1
_ = case
print(match, case, _)
