"""Constants of characters, templates with $ placeholders, and a formatter that can be changed."""

import _string

__all__ = [
    "ascii_letters",
    "ascii_lowercase",
    "ascii_uppercase",
    "capwords",
    "digits",
    "hexdigits",
    "octdigits",
    "printable",
    "punctuation",
    "whitespace",
    "Formatter",
    "Template",
]

digits = "0123456789"
octdigits = digits[:8]
hexdigits = digits + "abcdef" + "ABCDEF"
ascii_lowercase = "".join(map(chr, range(ord("a"), ord("z") + 1)))
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
whitespace = " \t\n\r\v\f"
punctuation = "".join(c for c in map(chr, range(33, 127)) if c not in digits + ascii_letters)
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """The words of s, each capitalized; sep parts them (any run of whitespace, if it is None)."""
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """A string with placeholders: $name, ${name}, and $$ for a $.

    A subclass may set delimiter. Placeholders are ASCII identifiers; other patterns (idpattern,
    braceidpattern, pattern) are not supported, and a class that sets one is refused.
    """

    delimiter = "$"

    def __init_subclass__(cls):
        super().__init_subclass__()
        for name in ("pattern", "idpattern", "braceidpattern", "flags"):
            if name in cls.__dict__:
                raise NotImplementedError(f"Template.{name} is not supported")

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """(text before, kind, name, position) for each delimiter and last for what follows them:
        kind is "escaped", "named", "braced" or "invalid", and None at the end."""
        text, delimiter = self.template, self.delimiter
        size = len(delimiter)
        start = 0
        while (at := text.find(delimiter, start)) >= 0:
            before = text[start:at]
            after = at + size
            if text.startswith(delimiter, after):
                yield before, "escaped", None, at
                start = after + size
                continue
            braced = text.startswith("{", after)
            first = after + braced
            end = _identifier_end(text, first)
            name = text[first:end]
            if not name or braced and not text.startswith("}", end):
                yield before, "invalid", None, at
                start = after
            else:
                yield before, "braced" if braced else "named", name, at
                start = end + braced
        yield text[start:], None, None, len(text)

    def _invalid(self, at):
        end = at + len(self.delimiter)
        lines = self.template[:end].splitlines(keepends=True)
        column = end - sum(map(len, lines[:-1]))
        raise ValueError(f"Invalid placeholder in string: line {len(lines)}, col {column}")

    def substitute(self, mapping={}, /, **kws):
        """The string with each placeholder's value in its place; KeyError for what is missing."""
        out = []
        for before, kind, name, at in self._parts():
            out.append(before)
            if kind == "escaped":
                out.append(self.delimiter)
            elif kind == "invalid":
                self._invalid(at)
            elif kind:
                out.append(str(kws[name] if name in kws else mapping[name]))
        return "".join(out)

    def safe_substitute(self, mapping={}, /, **kws):
        """As substitute, but placeholders without a value, and invalid ones, stay as they are."""
        out = []
        for before, kind, name, _ in self._parts():
            out.append(before)
            if kind == "escaped" or kind == "invalid":
                out.append(self.delimiter)
            elif kind:
                try:
                    out.append(str(kws[name] if name in kws else mapping[name]))
                except KeyError:
                    text = "{" + name + "}" if kind == "braced" else name
                    out.append(self.delimiter + text)
        return "".join(out)

    def is_valid(self):
        """Whether substitute would not raise ValueError."""
        return all(kind != "invalid" for _, kind, _, _ in self._parts())

    def get_identifiers(self):
        """The names of the placeholders, in order of their first appearance."""
        names = []
        for _, kind, name, at in self._parts():
            if name is not None and name not in names:
                names.append(name)
        return names


def _identifier_end(text, at):
    """Where an ASCII identifier that starts at a position ends."""
    if at < len(text) and (text[at] == "_" or text[at].isascii() and text[at].isalpha()):
        at += 1
        while at < len(text) and (text[at] == "_" or text[at].isascii() and text[at].isalnum()):
            at += 1
    return at


_MIXED = "cannot switch from manual field specification to automatic field numbering"


class Formatter:
    """What str.format does, in steps that subclasses may change."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if name is None:
                continue
            if name == "":
                if auto_arg_index is False:
                    raise ValueError(_MIXED)
                name = str(auto_arg_index)
                auto_arg_index += 1
            elif name.isdigit():
                if auto_arg_index:
                    raise ValueError(_MIXED)
                auto_arg_index = False
            value, used = self.get_field(name, args, kwargs)
            used_args.add(used)
            value = self.convert_field(value, conversion)
            spec, auto_arg_index = self._vformat(
                spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index
            )
            out.append(self.format_field(value, spec))
        return "".join(out), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        """Tuples of literal text, field name, format specifier and conversion."""
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """The object that a field name means, and its first part."""
        first, rest = _string.formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            value = getattr(value, key) if is_attribute else value[key]
        return value, first
