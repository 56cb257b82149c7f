"""Extract, format and print information about exceptions and their tracebacks."""

import _traceback
import sys

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list",
    "format_stack", "format_tb", "print_exc", "format_exc", "print_exception", "print_last",
    "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary",
    "TracebackException", "walk_stack", "walk_tb", "print_list",
]

_absent = object()


def _chosen(exc, value, tb):
    """The exception and the traceback that (exc), or (type, value, traceback), stand for."""
    if (value is _absent) != (tb is _absent):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _absent:
        return value, tb
    if exc is None:
        return None, None
    if isinstance(exc, BaseException):
        return exc, exc.__traceback__
    raise TypeError(f"Exception expected for value, {type(exc).__name__} found")


def _write(lines, file):
    if file is None:
        file = sys.stderr
    for line in lines:
        print(line, file=file, end="")


class FrameSummary:
    """One entry of a traceback."""

    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line", "locals")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.end_lineno = lineno if end_lineno is None else end_lineno
        self.colno = colno
        self.end_colno = end_colno
        self.name = name
        self._line = line
        self.locals = None
        if locals:
            self.locals = {k: repr(v) for k, v in locals.items()}
        if lookup_line:
            self.line

    @property
    def line(self):
        if self._line is None and self.lineno is not None:
            self._line = _traceback.source_line(self.filename, self.lineno)
        if self._line is None:
            return None
        return self._line.partition("\n")[0].strip()

    def _fields(self):
        return (self.filename, self.lineno, self.name, self.line)

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (
                other.filename, other.lineno, other.name, other.locals)
        if isinstance(other, tuple):
            return self._fields() == other
        return NotImplemented

    def __getitem__(self, index):
        return self._fields()[index]

    def __iter__(self):
        return iter(self._fields())

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """The entries of a traceback, outermost first."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        entries = [
            FrameSummary(f.f_code.co_filename, lineno, f.f_code.co_name, lookup_line=lookup_lines,
                         locals=f.f_locals if capture_locals else None)
            for f, lineno in frame_gen
        ]
        return cls(_limited(entries, limit))

    @classmethod
    def from_list(cls, a_list):
        made = cls()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, lineno, name, line = entry
                entry = FrameSummary(filename, lineno, name, line=line)
            made.append(entry)
        return made

    def format_frame_summary(self, frame_summary, **kwargs):
        f = frame_summary
        text = _traceback.format_entry(
            f.filename, f.lineno, f.name, f._line, f.end_lineno, f.colno, f.end_colno)
        if f.locals:
            text += "".join(f"    {name} = {value}\n" for name, value in sorted(f.locals.items()))
        return text

    def format(self, **kwargs):
        result = []
        last = None
        count = 0

        def repeated():
            more = count - 3
            if more > 0:
                result.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")

        for entry in self:
            place = (entry.filename, entry.lineno, entry.name)
            if place != last:
                repeated()
                last = place
                count = 0
            count += 1
            if count <= 3:
                result.append(self.format_frame_summary(entry))
        repeated()
        return result


def _limited(entries, limit):
    if limit is None:
        limit = getattr(sys, "tracebacklimit", None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return entries
    return entries[:limit] if limit >= 0 else entries[limit:]


class TracebackException:
    """An exception with its traceback, ready to be formatted."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 save_exc_type=True):
        self._value = exc_value
        self._tb = exc_traceback
        self._limit = limit
        self.exc_type = exc_type if save_exc_type else None
        self.stack = StackSummary.extract(
            walk_tb(exc_traceback), limit=limit, capture_locals=capture_locals,
        ) if capture_locals else extract_tb(exc_traceback, limit)
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__suppress_context__ = exc_value is not None and exc_value.__suppress_context__
        self.__cause__ = self.__context__ = self.exceptions = None
        if isinstance(exc_value, SyntaxError):
            for name in ("filename", "text", "offset", "end_offset", "msg"):
                setattr(self, name, getattr(exc_value, name))
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type_str(self):
        if self.exc_type is None:
            return None
        name, module = self.exc_type.__qualname__, self.exc_type.__module__
        if module in ("__main__", "builtins"):
            return name
        return f"{module if isinstance(module, str) else '<unknown>'}.{name}"

    def __str__(self):
        try:
            return str(self._value)
        except Exception:
            return "<exception str() failed>"

    def format_exception_only(self, *, show_group=False, **kwargs):
        yield from format_exception_only(self._value, show_group=show_group)

    def format(self, *, chain=True, **kwargs):
        yield from _traceback.format_exception(self._value, self._tb, self._limit, chain)

    def print(self, *, file=None, chain=True, **kwargs):
        _write(self.format(chain=chain), file)


def walk_tb(tb):
    """Yield the frame and the line of each entry of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    """Yield the frame and the line of each caller, innermost first."""
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def clear_frames(tb):
    """Release the local variables that a traceback holds."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


def extract_tb(tb, limit=None):
    """The entries of a traceback."""
    entries = [
        FrameSummary(filename, lineno, name, lookup_line=False, end_lineno=end_lineno, colno=colno,
                     end_colno=end_colno)
        for filename, lineno, name, end_lineno, colno, end_colno in _traceback.entries(tb)
    ]
    return StackSummary(_limited(entries, limit))


def format_list(extracted_list):
    """The lines of entries, or of tuples (filename, lineno, name, line)."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Print entries."""
    _write(format_list(extracted_list), file)


def format_tb(tb, limit=None):
    """The lines of a traceback."""
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    """Print a traceback."""
    _write(format_tb(tb, limit), file)


def format_exception(exc, /, value=_absent, tb=_absent, limit=None, chain=True, **kwargs):
    """The lines of a whole report."""
    value, tb = _chosen(exc, value, tb)
    if value is None:
        return ["NoneType: None\n"]
    return _traceback.format_exception(value, tb, limit, chain)


def format_exception_only(exc, /, value=_absent, *, show_group=False, **kwargs):
    """The last lines of a report: type, message, notes."""
    if value is _absent:
        value = exc
    if value is None:
        return ["NoneType: None\n"]
    lines = _traceback.format_message(value)
    if show_group and isinstance(value, BaseExceptionGroup):
        for member in value.exceptions:
            for text in format_exception_only(member, show_group=True):
                lines.extend("   " + line + "\n" for line in text.removesuffix("\n").split("\n"))
    return lines


def print_exception(exc, /, value=_absent, tb=_absent, limit=None, file=None, chain=True, **kwargs):
    """Print a whole report."""
    _write(format_exception(exc, value, tb, limit, chain), file)


def format_exc(limit=None, chain=True):
    """The report of the exception that is being handled, as one string."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Print the report of the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    """Print the report of the last uncaught exception (at a prompt)."""
    if not hasattr(sys, "last_exc") and not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_exc, limit=limit, file=file, chain=chain)


def extract_stack(f=None, limit=None):
    """The entries of the callers, innermost last."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def format_stack(f=None, limit=None):
    """The lines of the callers."""
    if f is None:
        f = sys._getframe().f_back
    return extract_stack(f, limit).format()


def print_stack(f=None, limit=None, file=None):
    """Print the callers."""
    if f is None:
        f = sys._getframe().f_back
    print_list(extract_stack(f, limit), file)
