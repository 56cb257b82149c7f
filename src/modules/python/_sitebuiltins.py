"""What the command line adds to the builtins: exit, quit, help and the notices."""


class Quitter:
    """Ends the program when it is called, and says so when it is shown."""

    def __init__(self, name, eof):
        self.name = name
        self.eof = eof

    def __repr__(self):
        return f"Use {self.name}() or {self.eof} to exit"

    def __call__(self, code=None):
        import sys

        # A prompt within a program would go on reading otherwise.
        try:
            sys.stdin.close()
        except Exception:
            pass
        raise SystemExit(code)


class _Printer:
    """A notice, shown at the prompt or printed by a call."""

    def __init__(self, name, text):
        self.__name = name
        self.__text = text

    def __repr__(self):
        return self.__text

    def __call__(self):
        print(self.__text)


class _Helper:
    """Asks pydoc for help, if there is one."""

    def __repr__(self):
        return "Type help() for interactive help, or help(object) for help about object."

    def __call__(self, *args, **kwds):
        import pydoc

        return pydoc.help(*args, **kwds)


def install(builtins, separator):
    """Put the names into a namespace; separator is the system's of folders."""
    eof = "Ctrl-Z plus Return" if separator == "\\" else "Ctrl-D (i.e. EOF)"
    builtins["exit"] = Quitter("exit", eof)
    builtins["quit"] = Quitter("quit", eof)
    builtins["help"] = _Helper()
    for name, text in {
        "copyright": "Copyright (c) the authors of Hognose.",
        "credits": "Hognose follows Python 3.13, the work of the Python community.",
        "license": "Hognose may be used under the MIT licence or the Apache License 2.0.",
    }.items():
        builtins[name] = _Printer(name, text)
