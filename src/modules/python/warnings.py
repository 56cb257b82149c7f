"""Warnings: which of them are shown, how, and where to.

A filter is a tuple (action, message, category, module, line); the first that fits decides. Message and
module are None, a string to be equal to, or a pattern. What becomes of a warning is decided in _warnings.
"""

import sys

from _warnings import (
    _defaultaction,
    _filters_mutated,
    _line,
    _onceregistry,
    filters,
    warn,
    warn_explicit,
)

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter",
           "resetwarnings", "catch_warnings", "deprecated"]

defaultaction = _defaultaction
onceregistry = _onceregistry

_ACTIONS = ("default", "always", "ignore", "module", "once", "error")


class WarningMessage:
    """A warning that is being shown, or was recorded."""

    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self._category_name!r}, "
            f"filename : {self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}"
        )


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, by default sys.stderr. May be replaced."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning, with its source line. May be replaced."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg(msg):
    show = showwarning
    if show is _showwarning_orig:
        _showwarnmsg_impl(msg)
        return
    if not callable(show):
        raise TypeError("warnings.showwarning() must be set to a function or method")
    show(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


def _showwarnmsg_impl(msg):
    file = sys.stderr if msg.file is None else msg.file
    if file is None:
        return
    text = _formatwarnmsg(msg)
    try:
        file.write(text)
    except OSError:
        pass


def _formatwarnmsg(msg):
    format = formatwarning
    if format is _formatwarning_orig:
        return _formatwarnmsg_impl(msg)
    return format(msg.message, msg.category, msg.filename, msg.lineno, msg.line)


def _formatwarnmsg_impl(msg):
    category = msg.category.__name__
    text = f"{msg.filename}:{msg.lineno}: {category}: {msg.message}\n"
    line = _line(msg.filename, msg.lineno) if msg.line is None else msg.line
    if line := line and line.strip():
        text += f"  {line}\n"
    if msg.source is not None:
        text += f"{category}: Enable tracemalloc to get the object allocation traceback\n"
    return text


def _check(action, lineno):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Insert a filter at the front, or append it.

    'message' is a pattern that the text must begin with, in any case; 'module' one for the module's
    name.
    """
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    _check(action, lineno)
    if message or module:
        import re

        message = re.compile(message, re.I) if message else None
        module = re.compile(module) if module else None
    _add_filter(action, message or None, category, module or None, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Insert a filter for a category at the front, or append it."""
    _check(action, lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    if not append:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    elif item not in filters:
        filters.append(item)
    _filters_mutated()


def resetwarnings():
    """Remove all filters, so that the default action counts."""
    filters[:] = []
    _filters_mutated()


class catch_warnings:
    """Context in which filters and showwarning may be changed; they are restored behind it.

    With record=True warnings go to a list that the context gives. With 'action' a filter is set as
    simplefilter() does.
    """

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        arguments = []
        if self._record:
            arguments.append("record=True")
        if self._module is not sys.modules["warnings"]:
            arguments.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(arguments)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._showwarning = module.showwarning
        self._showwarnmsg_impl = module._showwarnmsg_impl
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        module = self._module
        module.filters = self._filters
        module._filters_mutated()
        module.showwarning = self._showwarning
        module._showwarnmsg_impl = self._showwarnmsg_impl


class deprecated:
    """Decorator: a class or function whose use gives a warning.

    With category=None only the attribute __deprecated__ is set.
    """

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(
                f"Expected an object of type str for 'message', not {type(message).__name__!r}"
            )
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        if self.category is None:
            arg.__deprecated__ = self.message
            return arg
        if isinstance(arg, type):
            self._class(arg)
            return arg
        if callable(arg):
            return self._function(arg)
        raise TypeError(
            "@deprecated decorator with non-None category must be applied to a class or callable, "
            f"not {arg!r}"
        )

    def _function(self, function):
        import functools

        message, category, level = self.message, self.category, self.stacklevel + 1

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=level)
            return function(*args, **kwargs)

        function.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper

    def _class(self, cls):
        import functools
        from types import MethodType

        message, category, level = self.message, self.category, self.stacklevel + 1
        original_new = cls.__new__

        @functools.wraps(original_new)
        def __new__(made, /, *args, **kwargs):
            if made is cls:
                warn(message, category=category, stacklevel=level)
            if original_new is not object.__new__:
                return original_new(made, *args, **kwargs)
            # As object.__new__ does for a class that has no __new__ of its own.
            if cls.__init__ is object.__init__ and (args or kwargs):
                raise TypeError(f"{made.__name__}() takes no arguments")
            return original_new(made)

        cls.__new__ = staticmethod(__new__)
        original_init = cls.__init_subclass__
        # One that the class defines gets the class; one that it inherits is bound already.
        if isinstance(original_init, MethodType):
            original_init = original_init.__func__

            @functools.wraps(original_init)
            def __init_subclass__(*args, **kwargs):
                warn(message, category=category, stacklevel=level)
                return original_init(*args, **kwargs)

            cls.__init_subclass__ = classmethod(__init_subclass__)
        else:

            @functools.wraps(original_init)
            def __init_subclass__(*args, **kwargs):
                warn(message, category=category, stacklevel=level)
                return original_init(*args, **kwargs)

            cls.__init_subclass__ = __init_subclass__
        cls.__deprecated__ = __new__.__deprecated__ = __init_subclass__.__deprecated__ = message


# ---- the command line's -W


class _OptionError(Exception):
    pass


def _processoptions(options):
    for option in options:
        try:
            _setoption(option)
        except _OptionError as e:
            print("Invalid -W option ignored:", e, file=sys.stderr)


def _setoption(option):
    parts = option.split(":")
    if len(parts) > 5:
        raise _OptionError(f"too many fields (max 5): {option!r}")
    parts += [""] * (5 - len(parts))
    action, message, category, module, lineno = [part.strip() for part in parts]
    action = _getaction(action)
    category = _getcategory(category)
    if message or module:
        import re

        message = re.escape(message)
        module = module and re.escape(module) + r"\Z"
    try:
        lineno = int(lineno or 0)
        if lineno < 0:
            raise ValueError
    except (ValueError, OverflowError):
        raise _OptionError(f"invalid lineno {lineno!r}") from None
    filterwarnings(action, message, category, module, lineno)


def _getaction(action):
    if not action:
        return "default"
    if action == "all":
        return "always"
    for known in _ACTIONS:
        if known.startswith(action):
            return known
    raise _OptionError(f"invalid action: {action!r}")


def _getcategory(category):
    if not category:
        return Warning
    module, dot, name = category.rpartition(".")
    if not dot:
        module = "builtins"
    try:
        found = __import__(module, None, None, [name])
    except ImportError:
        raise _OptionError(f"invalid module name: {module!r}") from None
    try:
        found = getattr(found, name)
    except AttributeError:
        raise _OptionError(f"unknown warning category: {category!r}") from None
    if not issubclass(found, Warning):
        raise _OptionError(f"invalid warning category: {category!r}")
    return found


_processoptions(sys.warnoptions)
