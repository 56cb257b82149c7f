"""Temporary files and folders."""

import os
import random

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789_"
_ATTEMPTS = 10_000

template = "tmp"
tempdir = None


def gettempdir():
    """The folder that temporary files are made in."""
    global tempdir
    if tempdir is None:
        named = [os.getenv(n) for n in ("TMPDIR", "TEMP", "TMP")]
        for folder in [n for n in named if n] + ["/tmp", "/var/tmp", "/usr/tmp", os.getcwd()]:
            folder = os.path.abspath(folder)
            if os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK):
                tempdir = folder
                break
        else:
            raise FileNotFoundError(2, "No usable temporary directory found")
    return tempdir


def gettempprefix():
    return template


def _names(suffix, prefix, folder):
    suffix = "" if suffix is None else suffix
    prefix = template if prefix is None else prefix
    folder = gettempdir() if folder is None else folder
    choose = random.SystemRandom()
    for _ in range(_ATTEMPTS):
        word = "".join(choose.choice(_ALPHABET) for _ in range(8))
        yield os.path.join(os.path.abspath(folder), prefix + word + suffix)


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Makes a folder that only its owner can use; its path."""
    for name in _names(suffix, prefix, dir):
        try:
            os.mkdir(name, 0o700)
        except FileExistsError:
            continue
        return name
    raise FileExistsError(17, "No usable temporary directory name found")


class TemporaryDirectory:
    """A folder that is removed with all that is in it when the with statement is left."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore = ignore_cleanup_errors
        self._delete = delete

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, *exc):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        import shutil

        if os.path.exists(self.name):
            shutil.rmtree(self.name, ignore_errors=self._ignore)


class _Named:
    """An open file that is removed when it is closed."""

    def __init__(self, file, name, delete):
        self.file = file
        self.name = name
        self.delete = delete

    def __getattr__(self, attribute):
        return getattr(self.file, attribute)

    def __iter__(self):
        yield from self.file

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *exc):
        self.close()

    def close(self):
        if not self.file.closed:
            self.file.close()
            if self.delete:
                os.unlink(self.name)


def NamedTemporaryFile(
    mode="w+b",
    buffering=-1,
    encoding=None,
    newline=None,
    suffix=None,
    prefix=None,
    dir=None,
    delete=True,
    *,
    errors=None,
    delete_on_close=True,
):
    """A file with a name that is removed when it is closed."""
    for name in _names(suffix, prefix, dir):
        try:
            open(name, "xb").close()
        except FileExistsError:
            continue
        file = open(name, mode, buffering, encoding, errors, newline)
        return _Named(file, name, delete and delete_on_close)
    raise FileExistsError(17, "No usable temporary file name found")


TemporaryFile = NamedTemporaryFile
