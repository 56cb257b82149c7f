"""A JSON-like reader and printer: positions in errors, comments and trailing commas as an option."""


class ParseError(ValueError):
    def __init__(self, message, text, position):
        self.line = text.count("\n", 0, position) + 1
        self.column = position - text.rfind("\n", 0, position)
        super().__init__(f"{message} at line {self.line}, column {self.column}")


class Reader:
    ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
    CONSTANTS = {"true": True, "false": False, "null": None}

    def __init__(self, text, relaxed=False, depth=100):
        self.text = text
        self.pos = 0
        self.relaxed = relaxed
        self.depth = depth

    def fail(self, message, position=None):
        raise ParseError(message, self.text, self.pos if position is None else position)

    def space(self):
        while self.pos < len(self.text):
            if self.text[self.pos] in " \t\r\n":
                self.pos += 1
            elif self.relaxed and self.text.startswith("//", self.pos):
                end = self.text.find("\n", self.pos)
                self.pos = len(self.text) if end < 0 else end
            else:
                break

    def peek(self):
        self.space()
        return self.text[self.pos : self.pos + 1]

    def whole(self):
        value = self.value()
        if self.peek():
            self.fail("something follows the value")
        return value

    def value(self):
        c = self.peek()
        if c == "{":
            return self.nested(self.members, "}", dict)
        if c == "[":
            return self.nested(self.value, "]", list)
        if c == '"':
            return self.string()
        if c and c in "-0123456789":
            return self.number()
        for word, constant in self.CONSTANTS.items():
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return constant
        self.fail(f"unexpected {c!r}" if c else "unexpected end")

    def nested(self, item, close, make):
        start = self.pos
        self.pos += 1
        self.depth -= 1
        if self.depth < 0:
            self.fail("nested too deeply", start)
        items = []
        while self.peek() != close:
            if not self.peek():
                self.fail("never closed", start)
            items.append(item())
            c = self.peek()
            if c == ",":
                self.pos += 1
                if self.peek() == close and not self.relaxed:
                    self.fail("trailing comma")
            elif c != close:
                self.fail(f"expected ',' or {close!r}")
        self.pos += 1
        self.depth += 1
        return make(items)

    def members(self):
        if self.peek() != '"':
            self.fail("a key must be a string")
        key = self.string()
        if self.peek() != ":":
            self.fail("expected ':'")
        self.pos += 1
        return key, self.value()

    def string(self):
        start = self.pos
        self.pos += 1
        parts = []
        while True:
            c = self.text[self.pos : self.pos + 1]
            if not c or c == "\n":
                self.fail("unterminated string", start)
            self.pos += 1
            if c == '"':
                return "".join(parts)
            if c != "\\":
                parts.append(c)
                continue
            e = self.text[self.pos : self.pos + 1]
            self.pos += 1
            if e == "u":
                parts.append(chr(self.unit()))
            elif e in self.ESCAPES:
                parts.append(self.ESCAPES[e])
            else:
                self.fail(f"bad escape \\{e}", self.pos - 2)

    def unit(self):
        digits = self.text[self.pos : self.pos + 4]
        try:
            code = int(digits, 16)
        except ValueError:
            self.fail(f"bad unicode escape {digits!r}")
        self.pos += 4
        if 0xD800 <= code < 0xDC00 and self.text.startswith("\\u", self.pos):
            self.pos += 2
            return 0x10000 + (code - 0xD800 << 10) + (self.unit() - 0xDC00)
        return code

    def number(self):
        start = self.pos
        while self.pos < len(self.text) and self.text[self.pos] in "+-.eE0123456789":
            self.pos += 1
        text = self.text[start : self.pos]
        digits = text.lstrip("-")
        if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
            self.fail("leading zero", start)
        try:
            return int(text) if text.lstrip("-").isdigit() else float(text)
        except ValueError:
            self.fail(f"bad number {text}", start)


def dump(value, indent=None, level=0):
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        escaped = "".join(
            f"\\{c}" if c in '"\\' else c if " " <= c else {"\n": "\\n", "\t": "\\t"}.get(c) or f"\\u{ord(c):04x}" for c in value
        )
        return f'"{escaped}"'
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        items, brackets = [f"{dump(k)}: {dump(v, indent, level + 1)}" for k, v in value.items()], "{}"
    elif isinstance(value, (list, tuple)):
        items, brackets = [dump(v, indent, level + 1) for v in value], "[]"
    else:
        raise TypeError(f"cannot write a {type(value).__name__}")
    if indent is None or not items:
        return brackets[0] + ", ".join(items) + brackets[1]
    outer, inner = "\n" + " " * indent * level, "\n" + " " * indent * (level + 1)
    return brackets[0] + inner + ("," + inner).join(items) + outer + brackets[1]


SOURCE = r"""
{ // settings
  "name": "Žofie \"Z\" \u00e9\ud83d\ude00\n",
  "numbers": [0, -1, 3.25, 1e3, -2.5E-2, 12345678901234567890],
  "nested": {"empty": {}, "list": [], "deep": [[[null, true, false]]]},
}
"""
data = Reader(SOURCE, relaxed=True).whole()
print(data)
text = dump(data, indent=2)
print(text)
assert Reader(text).whole() == data and Reader(dump(data)).whole() == data
for bad in ("", "[1, 2", '{"a" 1}', "[1,]", '"abc', "[01]", "nul", "[1] 2", '{"a": 1, b: 2}', '"\\q"', '"\\u12g4"', "[1 2]", "1e+", "[" * 101, "{\n  'a': 1}", SOURCE, "-"):
    try:
        print("parsed", Reader(bad).whole())
    except ParseError as e:
        print(f"{bad.strip()[:14]!r}: {e}")
try:
    dump({"x": {1, 2}})
except TypeError as e:
    print(e)
print(sum(Reader(dump(list(range(500)))).whole()), Reader("[" * 99 + "]" * 99).whole() != [])
