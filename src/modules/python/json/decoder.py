"""Objects out of JSON text."""

import _json

from .scanner import make_scanner

__all__ = ["JSONDecoder", "JSONDecodeError"]

_BLANK = " \t\n\r"
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


def scanstring(string, end, strict=True, /):
    """The string whose text starts at a position, after its quote, and where it ends."""
    return _json.scanstring(string, end, strict, JSONDecodeError)


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
        self.parse_string = scanstring
        self.scan_once = make_scanner(self)

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
