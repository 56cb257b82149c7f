"""Objects out of JSON text."""

__all__ = ["JSONDecoder", "JSONDecodeError"]

_BLANK = " \t\n\r"
_DIGITS = "0123456789"
_HEX = "0123456789abcdefABCDEF"
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_CONSTANTS = {"-Infinity": -float("inf"), "Infinity": float("inf"), "NaN": float("nan")}


class JSONDecodeError(ValueError):
    """What is wrong with a document (msg, doc), and where (pos, lineno, colno)."""

    def __init__(self, msg, doc, pos):
        self.lineno = doc.count("\n", 0, pos) + 1
        self.colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(
            self, f"{msg}: line {self.lineno} column {self.colno} (char {pos})"
        )
        self.msg = msg
        self.doc = doc
        self.pos = pos

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


def _skip(s, at):
    while s[at : at + 1] and s[at] in _BLANK:
        at += 1
    return at


def _code_unit(s, at):
    """The number of four hexadecimal digits."""
    digits = s[at : at + 4]
    if len(digits) == 4 and all(c in _HEX for c in digits):
        return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", s, at - 1)


def scanstring(s, end, strict=True):
    """The string whose text starts at a position, after its quote, and where it ends."""
    begin = end - 1
    pieces = []
    size = len(s)
    while True:
        start = end
        while end < size and (c := s[end]) != '"' and c != "\\" and (c > "\x1f" or not strict):
            end += 1
        if end > start:
            pieces.append(s[start:end])
        if end == size:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        if c == '"':
            return "".join(pieces), end + 1
        if c != "\\":
            raise JSONDecodeError("Invalid control character at", s, end)
        end += 1
        if end == size:
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        escape = s[end]
        if escape != "u":
            if escape not in _ESCAPES:
                raise JSONDecodeError("Invalid \\escape", s, end - 1)
            pieces.append(_ESCAPES[escape])
            end += 1
            continue
        unit = _code_unit(s, end + 1)
        end += 5
        if 0xD800 <= unit <= 0xDBFF and s.startswith("\\u", end):
            low = _code_unit(s, end + 2)
            if 0xDC00 <= low <= 0xDFFF:
                unit = 0x10000 + ((unit - 0xD800) << 10 | low - 0xDC00)
                end += 6
        pieces.append(chr(unit))


class JSONDecoder:
    """A decoder with hooks for objects, numbers and constants."""

    def __init__(
        self,
        *,
        object_hook=None,
        parse_float=None,
        parse_int=None,
        parse_constant=None,
        strict=True,
        object_pairs_hook=None,
    ):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.memo = {}

    def decode(self, s):
        """The object of a whole document."""
        value, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        """The object of the document that starts at idx, and where it ends."""
        try:
            return self.scan_once(s, idx)
        except StopIteration as err:
            raise JSONDecodeError("Expecting value", s, err.value) from None
        finally:
            self.memo.clear()

    def scan_once(self, s, at):
        if at < 0:
            raise ValueError("idx cannot be negative")
        c = s[at : at + 1]
        if c == '"':
            return scanstring(s, at + 1, self.strict)
        if c == "{":
            return self._object(s, at + 1)
        if c == "[":
            return self._array(s, at + 1)
        if c == "n" and s.startswith("null", at):
            return None, at + 4
        if c == "t" and s.startswith("true", at):
            return True, at + 4
        if c == "f" and s.startswith("false", at):
            return False, at + 5
        if c and c in "-0123456789":
            number = self._number(s, at)
            if number is not None:
                return number
        for name in _CONSTANTS:
            if s.startswith(name, at):
                return self.parse_constant(name), at + len(name)
        raise StopIteration(at)

    def _number(self, s, at):
        start = at
        if s[at] == "-":
            at += 1
        if s[at : at + 1] == "0":
            at += 1
        else:
            first = at
            at = _run(s, at)
            if at == first:
                return None
        exact = True
        if s[at : at + 1] == "." and (end := _run(s, at + 1)) > at + 1:
            at, exact = end, False
        if s[at : at + 1] in ("e", "E"):
            exponent = at + 1
            if s[exponent : exponent + 1] in ("+", "-"):
                exponent += 1
            if (end := _run(s, exponent)) > exponent:
                at, exact = end, False
        return (self.parse_int if exact else self.parse_float)(s[start:at]), at

    def _array(self, s, at):
        items = []
        at = _skip(s, at)
        if s[at : at + 1] == "]":
            return items, at + 1
        while True:
            try:
                value, at = self.scan_once(s, at)
            except StopIteration as err:
                raise JSONDecodeError("Expecting value", s, err.value) from None
            items.append(value)
            at = _skip(s, at)
            c = s[at : at + 1]
            if c == "]":
                return items, at + 1
            if c != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, at)
            comma = at
            at = _skip(s, at + 1)
            if s[at : at + 1] == "]":
                raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)

    def _object(self, s, at):
        pairs = []
        memo = self.memo
        at = _skip(s, at)
        if s[at : at + 1] != "}":
            while True:
                if s[at : at + 1] != '"':
                    raise JSONDecodeError(
                        "Expecting property name enclosed in double quotes", s, at
                    )
                key, at = scanstring(s, at + 1, self.strict)
                key = memo.setdefault(key, key)
                at = _skip(s, at)
                if s[at : at + 1] != ":":
                    raise JSONDecodeError("Expecting ':' delimiter", s, at)
                try:
                    value, at = self.scan_once(s, _skip(s, at + 1))
                except StopIteration as err:
                    raise JSONDecodeError("Expecting value", s, err.value) from None
                pairs.append((key, value))
                at = _skip(s, at)
                c = s[at : at + 1]
                if c == "}":
                    break
                if c != ",":
                    raise JSONDecodeError("Expecting ',' delimiter", s, at)
                comma = at
                at = _skip(s, at + 1)
                if s[at : at + 1] == "}":
                    raise JSONDecodeError("Illegal trailing comma before end of object", s, comma)
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), at + 1
        made = dict(pairs)
        if self.object_hook is not None:
            made = self.object_hook(made)
        return made, at + 1


def _run(s, at):
    while s[at : at + 1] and s[at] in _DIGITS:
        at += 1
    return at
