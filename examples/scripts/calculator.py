"""Infix to RPN by the shunting yard, an RPN machine, and a symbolic derivative on the side."""

import math

OPERATORS = {
    "+": (1, "left", 2, lambda a, b: a + b),
    "-": (1, "left", 2, lambda a, b: a - b),
    "*": (2, "left", 2, lambda a, b: a * b),
    "/": (2, "left", 2, lambda a, b: a / b),
    "%": (2, "left", 2, lambda a, b: a % b),
    "neg": (3, "right", 1, lambda a: -a),
    "^": (4, "right", 2, lambda a, b: a**b),
    "!": (5, "left", 1, lambda a: math.factorial(a)),
}
FUNCTIONS = {"sqrt": (1, math.sqrt), "max": (2, max), "min": (2, min), "hyp": (2, math.hypot), "log": (2, math.log)}
CONSTANTS = {"pi": math.pi, "e": math.e}


class CalcError(ValueError):
    def __init__(self, message, position=None):
        self.position = position
        super().__init__(message)


def scan(text):
    i = 0
    previous = None
    while i < len(text):
        c = text[i]
        start = i
        if c.isspace():
            i += 1
            continue
        if c.isdigit() or c == ".":
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            try:
                value = int(text[start:i]) if text[start:i].isdigit() else float(text[start:i])
            except ValueError:
                raise CalcError(f"bad number {text[start:i]}", start) from None
            token = ("number", value)
        elif c.isalpha():
            while i < len(text) and text[i].isalnum():
                i += 1
            token = ("name", text[start:i])
        elif c in "+-*/%^!(),=":
            i += 1
            operand_before = previous is not None and (previous[0] in ("number", "name") or previous[1] in (")", "!"))
            token = ("op", "neg") if c == "-" and not operand_before else ("op", c)
        else:
            raise CalcError(f"unexpected {c!r}", start)
        yield (*token, start)
        previous = token


def to_rpn(text):
    output, stack = [], []
    for kind, value, position in scan(text):
        if kind == "number":
            output.append(value)
        elif kind == "name" and value in FUNCTIONS:
            stack.append((value, position))
        elif kind == "name":
            output.append(value)
        elif value == "(":
            stack.append((value, position))
        elif value in (")", ","):
            while stack and stack[-1][0] != "(":
                output.append(stack.pop()[0])
            if not stack:
                raise CalcError("unbalanced )" if value == ")" else "misplaced comma", position)
            if value == ")":
                stack.pop()
                if stack and stack[-1][0] in FUNCTIONS:
                    output.append(stack.pop()[0])
        elif value not in OPERATORS:
            raise CalcError(f"misplaced {value}", position)
        else:
            precedence, side, arity, _ = OPERATORS[value]
            if value != "neg":
                while stack and stack[-1][0] in OPERATORS:
                    other = OPERATORS[stack[-1][0]][0]
                    if other > precedence or (other == precedence and side == "left"):
                        output.append(stack.pop()[0])
                    else:
                        break
            stack.append((value, position))
    while stack:
        name, position = stack.pop()
        if name == "(":
            raise CalcError("unbalanced (", position)
        output.append(name)
    return output


def run(rpn, variables):
    stack = []
    for item in rpn:
        if not isinstance(item, str):
            stack.append(item)
        elif item in OPERATORS or item in FUNCTIONS:
            arity, function = OPERATORS[item][2:] if item in OPERATORS else FUNCTIONS[item]
            if len(stack) < arity:
                raise CalcError(f"too few values for {item}")
            args = stack[-arity:]
            del stack[-arity:]
            stack.append(function(*args))
        elif item in variables:
            stack.append(variables[item])
        else:
            raise CalcError(f"unknown name {item}")
    if len(stack) != 1:
        raise CalcError(f"{len(stack)} values left")
    return stack[0]


def tree(rpn):
    stack = []
    for item in rpn:
        if isinstance(item, str) and item in OPERATORS:
            arity = OPERATORS[item][2]
            args = stack[-arity:]
            del stack[-arity:]
            stack.append((item, *args))
        else:
            stack.append(item)
    return stack.pop()


def derive(node, x):
    match node:
        case int() | float():
            return 0
        case str(name):
            return int(name == x)
        case ("+" | "-" as op, a, b):
            return simplify((op, derive(a, x), derive(b, x)))
        case ("*", a, b):
            return simplify(("+", simplify(("*", derive(a, x), b)), simplify(("*", a, derive(b, x)))))
        case ("^", a, int(n)):
            return simplify(("*", simplify(("*", n, simplify(("^", a, n - 1)))), derive(a, x)))
        case ("neg", a):
            return simplify(("neg", derive(a, x)))
    raise CalcError(f"cannot derive {node}")


def simplify(node):
    match node:
        case ("+", 0, a) | ("+", a, 0) | ("-", a, 0) | ("*", 1, a) | ("*", a, 1) | ("^", a, 1):
            return a
        case ("*", 0, _) | ("*", _, 0) | ("neg", 0):
            return 0
        case (op, int(a), int(b)) if op != "/":
            return OPERATORS[op][3](a, b)
    return node


def show(node):
    match node:
        case (op, a):
            return f"-{show(a)}"
        case (op, a, b):
            return f"({show(a)} {op} {show(b)})"
    return str(node)


variables = dict(CONSTANTS)
for line in """1 + 2 * 3
(1 + 2) * 3
2 ^ 3 ^ 2
-2 ^ 2
2 ^ -1
10 - 4 - 3
7 / 2 + 7 % 4
x = 3! + 4
x * -x
sqrt(16) + max(2, x) * min(1, 2)
hyp(3, 4)
log(8, 2)
pi * 2
y = (x = 5)
20! / 18!
1 / 0
1 +
(1 + 2
1 + 2)
3 $ 4
1.2.3
nope + 1
2 2
sqrt(-1)
0.1 + 0.2
2 ^ 100
, 1""".split("\n"):
    name, equals, rest = line.partition("=")
    try:
        rpn = to_rpn(rest if equals else line)
        value = run(rpn, variables)
        if equals:
            variables[name.strip()] = value
        print(f"{line:<34} = {value:<24} [{' '.join(map(str, rpn))}]")
    except CalcError as e:
        where = "" if e.position is None else f" at {e.position}"
        print(f"{line:<34} ! {e}{where}")
    except ArithmeticError as e:
        print(f"{line:<34} ! {type(e).__name__}: {e}")
    except ValueError as e:
        print(f"{line:<34} ! {e}")
for text in ("x ^ 3 + 2 * x", "(x + 1) * (x - 1)", "-x * y", "5", "(x ^ 2 + 1) ^ 3"):
    node = tree(to_rpn(text))
    print(f"d/dx {show(node)} = {show(derive(node, 'x'))}")
