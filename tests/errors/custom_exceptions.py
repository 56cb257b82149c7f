# How exception classes of the script are shown: names, messages, notes.
import sys


class AppError(Exception):
    pass


class WithStr(Exception):
    def __str__(self):
        return f"code {self.args[0]}"


class BadStr(Exception):
    def __str__(self):
        raise ValueError("str fails")


class Outer:
    class Inner(Exception):
        pass


def make():
    class Local(Exception):
        pass

    return Local


noted = AppError("with notes")
noted.add_note("note one")
noted.add_note("note two\nin two lines")
for e in (
    AppError(),
    AppError("text"),
    AppError("a", 1),
    AppError("two\nlines"),
    AppError(""),
    AppError(None),
    WithStr(7),
    BadStr("x"),
    Outer.Inner("nested"),
    make()("local"),
    KeyError("k"),
    KeyError(),
    KeyError(1, 2),
    OSError(2, "No such file", "f.txt"),
    OSError(5, "msg"),
    noted,
):
    try:
        raise e
    except Exception:
        sys.excepthook(*sys.exc_info())
