"""A small language, from text to result: tokenizer (in _lexer.py), parser, tree-walking interpreter.

The language has numbers, strings, functions, closures, if, while, and lists.
"""

import operator

from _lexer import LangError, tokenize

CONSTANTS = {"true": True, "false": False, "nil": None}
OPERATORS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "%": operator.mod,
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}


class Parser:
    BINARY = [("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%")]

    def __init__(self, source):
        self.tokens = list(tokenize(source))
        self.pos = 0

    @property
    def now(self):
        return self.tokens[self.pos]

    def accept(self, *texts):
        token = self.now
        if token.kind in ("op", "keyword") and token.text in texts:
            self.pos += 1
            return token

    def expect(self, text):
        token = self.accept(text)
        if token is None:
            raise LangError(f"expected {text!r}, found {self.now.text or 'end'!r}", self.now.line)
        return token

    def name(self):
        token = self.now
        if token.kind != "name":
            raise LangError(f"expected a name, found {token.text!r}", token.line)
        self.pos += 1
        return token.text

    def program(self):
        body = []
        while self.now.kind != "end":
            body.append(self.statement())
        return ("block", body)

    def block(self):
        self.expect("{")
        body = []
        while not self.accept("}"):
            body.append(self.statement())
        return ("block", body)

    def statement(self):
        line = self.now.line
        if self.accept("let"):
            name = self.name()
            self.expect("=")
            value = self.expression()
            self.expect(";")
            return ("let", name, value)
        if self.accept("if"):
            test, then = self.expression(), self.block()
            other = self.block() if self.accept("else") else ("block", [])
            return ("if", test, then, other)
        if self.accept("while"):
            return ("while", self.expression(), self.block())
        if self.accept("return"):
            value = ("const", None) if self.now.text == ";" else self.expression()
            self.expect(";")
            return ("return", value)
        if self.accept("print"):
            value = self.expression()
            self.expect(";")
            return ("print", value)
        target = self.expression()
        if self.accept("="):
            if target[0] not in ("name", "index"):
                raise LangError("cannot assign to this", line)
            target = ("assign", target, self.expression())
        self.expect(";")
        return target

    def expression(self, level=0):
        if level == len(self.BINARY):
            return self.unary()
        left = self.expression(level + 1)
        while op := self.accept(*self.BINARY[level]):
            left = ("binary", op.text, left, self.expression(level + 1), op.line)
        return left

    def unary(self):
        if op := self.accept("-"):
            return ("binary", "-", ("const", 0), self.unary(), op.line)
        return self.postfix()

    def postfix(self):
        node = self.atom()
        while True:
            line = self.now.line
            if self.accept("("):
                node = ("call", node, self.items(")"), line)
            elif self.accept("["):
                node = ("index", node, self.expression(), line)
                self.expect("]")
            else:
                return node

    def items(self, close):
        found = []
        while not self.accept(close):
            found.append(self.expression())
            if not self.accept(","):
                self.expect(close)
                break
        return found

    def atom(self):
        token = self.now
        self.pos += 1
        if token.kind == "number":
            return ("const", float(token.text) if "." in token.text else int(token.text))
        if token.kind == "string":
            return ("const", token.text)
        if token.kind == "name":
            return ("name", token.text, token.line)
        if token.kind == "keyword" and token.text in CONSTANTS:
            return ("const", CONSTANTS[token.text])
        if token.text == "(":
            inner = self.expression()
            self.expect(")")
            return inner
        if token.text == "[":
            return ("list", self.items("]"))
        if token.text == "fn":
            self.expect("(")
            params = []
            while not self.accept(")"):
                params.append(self.name())
                self.accept(",")
            return ("fn", params, self.block())
        raise LangError(f"unexpected {token.text or 'end'!r}", token.line)


class Scope:
    def __init__(self, parent=None):
        self.names = {}
        self.parent = parent

    def owner(self, name, line):
        scope = self
        while scope is not None:
            if name in scope.names:
                return scope.names
            scope = scope.parent
        raise LangError(f"unknown name {name!r}", line)


class Return(Exception):
    """Carries the value of a return statement up to the call."""


class Function:
    def __init__(self, params, body, scope):
        self.params, self.body, self.scope = params, body, scope

    def __call__(self, interpreter, args, line):
        if len(args) != len(self.params):
            raise LangError(f"wants {len(self.params)} arguments, got {len(args)}", line)
        scope = Scope(self.scope)
        scope.names.update(zip(self.params, args))
        try:
            interpreter.run(self.body, scope)
        except Return as signal:
            return signal.args[0]


class Interpreter:
    def __init__(self):
        self.globals = Scope()
        self.globals.names.update(
            len=lambda _, args, line: len(args[0]),
            push=lambda _, args, line: args[0].append(args[1]),
            str=lambda _, args, line: self.show(args[0]),
        )
        self.steps = 0

    def show(self, value):
        if isinstance(value, list):
            return "[" + ", ".join(map(self.show, value)) + "]"
        for name, constant in CONSTANTS.items():
            if value is constant:
                return name
        return str(value)

    def execute(self, source):
        self.run(Parser(source).program(), self.globals)

    def run(self, node, scope):
        self.steps += 1
        return getattr(self, "do_" + node[0])(scope, *node[1:])

    def do_block(self, scope, body):
        for statement in body:
            self.run(statement, scope)

    def do_let(self, scope, name, value):
        scope.names[name] = self.run(value, scope)

    def do_if(self, scope, test, then, other):
        self.run(then if self.run(test, scope) else other, Scope(scope))

    def do_while(self, scope, test, body):
        while self.run(test, scope):
            self.run(body, Scope(scope))

    def do_return(self, scope, value):
        raise Return(self.run(value, scope))

    def do_print(self, scope, value):
        print(self.show(self.run(value, scope)))

    def do_assign(self, scope, target, value):
        result = self.run(value, scope)
        if target[0] == "name":
            scope.owner(*target[1:])[target[1]] = result
        else:
            self.run(target[1], scope)[self.run(target[2], scope)] = result

    def do_const(self, scope, value):
        return value

    def do_name(self, scope, name, line):
        return scope.owner(name, line)[name]

    def do_list(self, scope, items):
        return [self.run(item, scope) for item in items]

    def do_index(self, scope, target, index, line):
        try:
            return self.run(target, scope)[self.run(index, scope)]
        except (IndexError, TypeError) as e:
            raise LangError(str(e), line) from e

    def do_fn(self, scope, params, body):
        return Function(params, body, scope)

    def do_call(self, scope, function, args, line):
        callee = self.run(function, scope)
        if not callable(callee):
            raise LangError(f"{self.show(callee)} is not a function", line)
        return callee(self, [self.run(arg, scope) for arg in args], line)

    def do_binary(self, scope, op, left, right, line):
        a, b = self.run(left, scope), self.run(right, scope)
        try:
            return OPERATORS[op](a, b)
        except (TypeError, ZeroDivisionError) as e:
            raise LangError(str(e), line) from e


PROGRAM = """
let counter = fn(step) { let n = 0; return fn() { n = n + step; return n; }; };
let a = counter(1); let b = counter(10);
a(); a(); b();
print "a=" + str(a()) + " b=" + str(b());
let fib = fn(n) { if n < 2 { return n; } return fib(n - 1) + fib(n - 2); };
print fib(15);
let sieve = fn(limit) {
    let found = []; let i = 2;
    while i <= limit {
        let prime = true; let j = 0;
        while j < len(found) { if i % found[j] == 0 { prime = false; } j = j + 1; }
        if prime { push(found, i); }
        i = i + 1;
    }
    return found;
};
print sieve(50);
let grid = [[1, 2], [3, 4]];
grid[1][0] = "changed";
print grid; print 7 / 2; print -3 * (2 + 1.5); print nil; print 1 == 1.0;
"""

interpreter = Interpreter()
interpreter.execute(PROGRAM)
print(interpreter.steps, "steps")
for bad in ("print 1 +;", "let x = 5 $ 2;", 'print "open', "\n\nprint nope;", "print 1 / 0;",
            "let f = fn(a) { return a; };\nf(1, 2);", "5 = 6;", 'print "a" + 1;', "print [1][4];", "3();", "if true { print 1;"):
    try:
        interpreter.execute(bad)
    except LangError as e:
        print("error:", e, "| caused by", type(e.__cause__).__name__)
print(*(t.text for t in tokenize("let x = fn(a) { a >= 1.5; }")))
