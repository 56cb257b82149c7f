"""JSON text out of objects."""

from _json import encode as _encode
from _json import encode_basestring, encode_basestring_ascii

__all__ = ["JSONEncoder"]

_INFINITY = float("inf")


class JSONEncoder:
    """An encoder; what it does not know goes to default."""

    item_separator = ", "
    key_separator = ": "

    def __init__(
        self,
        *,
        skipkeys=False,
        ensure_ascii=True,
        check_circular=True,
        allow_nan=True,
        sort_keys=False,
        indent=None,
        separators=None,
        default=None,
    ):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """An object that can be encoded in place of o; TypeError if there is none."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        """The text of an object."""
        if isinstance(o, str):
            return (encode_basestring_ascii if self.ensure_ascii else encode_basestring)(o)
        return "".join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        """The text of an object in pieces."""
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        if _one_shot:
            text = _encode(
                o,
                self.default,
                indent,
                self.key_separator,
                self.item_separator,
                self.check_circular,
                self.ensure_ascii,
                self.sort_keys,
                self.skipkeys,
                self.allow_nan,
            )
            return (text,)
        string = encode_basestring_ascii if self.ensure_ascii else encode_basestring
        markers = {} if self.check_circular else None
        return self._pieces(o, string, indent, 0, markers)

    def _float(self, o):
        if o != o:
            text = "NaN"
        elif o == _INFINITY:
            text = "Infinity"
        elif o == -_INFINITY:
            text = "-Infinity"
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant: " + repr(o))
        return text

    def _scalar(self, o, string):
        """The text of what holds nothing; None for others."""
        if isinstance(o, str):
            return string(o)
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self._float(o)
        return None

    def _enter(self, o, markers):
        if markers is not None:
            if id(o) in markers:
                raise ValueError("Circular reference detected")
            markers[id(o)] = o

    def _pieces(self, o, string, indent, level, markers):
        text = self._scalar(o, string)
        if text is not None:
            yield text
            return
        is_dict = isinstance(o, dict)
        if not is_dict and not isinstance(o, (list, tuple)):
            self._enter(o, markers)
            yield from self._pieces(self.default(o), string, indent, level, markers)
            if markers is not None:
                markers.pop(id(o), None)
            return
        if not o:
            yield "{}" if is_dict else "[]"
            return
        self._enter(o, markers)
        separator = self.item_separator
        before = "{" if is_dict else "["
        if indent is not None:
            line = "\n" + indent * (level + 1)
            before += line
            separator += line
        if is_dict:
            items = sorted(o.items()) if self.sort_keys else o.items()
        else:
            items = enumerate(o)
        some = False
        for key, value in items:
            if is_dict:
                name = key if isinstance(key, str) else self._scalar(key, string)
                if name is None:
                    if self.skipkeys:
                        continue
                    raise TypeError(
                        "keys must be str, int, float, bool or None, "
                        f"not {key.__class__.__name__}"
                    )
                yield before
                yield string(name)
                yield self.key_separator
            elif (text := self._scalar(value, string)) is not None:
                yield before + text
                before = separator
                some = True
                continue
            else:
                yield before
            before = separator
            some = True
            yield from self._pieces(value, string, indent, level + 1, markers)
        if not some:
            yield "{}" if is_dict else "[]"
        else:
            if indent is not None:
                yield "\n" + indent * level
            yield "}" if is_dict else "]"
        if markers is not None:
            del markers[id(o)]
