"""The tokenizer of interpreter.py's language."""

from collections import namedtuple

KEYWORDS = {"let", "fn", "if", "else", "while", "return", "print", "true", "false", "nil"}


class LangError(Exception):
    def __init__(self, message, line):
        super().__init__(f"line {line}: {message}")
        self.line = line


Token = namedtuple("Token", "kind text line")


def tokenize(source):
    i, line, n = 0, 1, len(source)
    while i < n:
        c = source[i]
        if c == "\n":
            line += 1
            i += 1
        elif c.isspace():
            i += 1
        elif c == "#":
            while i < n and source[i] != "\n":
                i += 1
        elif c.isdigit():
            start = i
            while i < n and (source[i].isdigit() or source[i] == "."):
                i += 1
            yield Token("number", source[start:i], line)
        elif c.isalpha() or c == "_":
            start = i
            while i < n and (source[i].isalnum() or source[i] == "_"):
                i += 1
            word = source[start:i]
            yield Token("keyword" if word in KEYWORDS else "name", word, line)
        elif c == '"':
            end = source.find('"', i + 1)
            if end < 0:
                raise LangError("unterminated string", line)
            yield Token("string", source[i + 1 : end], line)
            line += source.count("\n", i, end)
            i = end + 1
        elif source[i : i + 2] in ("==", "!=", "<=", ">="):
            yield Token("op", source[i : i + 2], line)
            i += 2
        elif c in "+-*/%<>=(){}[],;":
            yield Token("op", c, line)
            i += 1
        else:
            raise LangError(f"unexpected character {c!r}", line)
    yield Token("end", "", line)
