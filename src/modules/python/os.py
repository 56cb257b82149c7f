"""The system, as far as the host grants it: files and folders, the environment, paths."""

import abc
import sys
import posixpath as path
from _collections_abc import MutableMapping
from posix import (
    F_OK,
    R_OK,
    W_OK,
    X_OK,
    _environment,
    _stat,
    access,
    chdir,
    chmod,
    cpu_count,
    error,
    fspath,
    getcwd,
    getpid,
    listdir,
    mkdir,
    readlink,
    remove,
    rename,
    replace,
    rmdir,
    strerror,
    unlink,
    urandom,
)
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules["os.path"] = path

name = "posix"
linesep = "\n"
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_CREAT, O_EXCL, O_TRUNC = 0, 1, 2, 1024, 64, 128, 512
EX_OK = 0
process_cpu_count = cpu_count


class PathLike(abc.ABC):
    """What stands for a path: has __fspath__."""

    __slots__ = ()

    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return any("__fspath__" in c.__dict__ for c in subclass.__mro__) or NotImplemented
        return NotImplemented


class _Environ(MutableMapping):
    """The environment's variables. Changes stay in this program."""

    def __init__(self, variables):
        self._data = variables

    @staticmethod
    def _text(value):
        if not isinstance(value, str):
            raise TypeError(f"str expected, not {type(value).__name__}")
        return value

    def __getitem__(self, key):
        try:
            return self._data[self._text(key)]
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        self._data[self._text(key)] = self._text(value)

    def __delitem__(self, key):
        try:
            del self._data[self._text(key)]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        yield from list(self._data)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        return f"environ({{{', '.join(f'{k!r}: {v!r}' for k, v in self._data.items())}}})"

    def copy(self):
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        return {**self, **other}


environ = _Environ(_environment())


def getenv(key, default=None):
    """Get an environment variable, return None if it doesn't exist."""
    return environ.get(key, default)


def putenv(name, value, /):
    environ[name] = value


def unsetenv(name, /):
    environ.pop(name, None)


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


class stat_result(tuple):
    """What stat tells: ten numbers, and the times in seconds and nanoseconds besides."""

    def __new__(cls, sequence):
        values = tuple(sequence)
        times = values[7:10]
        self = super().__new__(cls, values[:7] + tuple(t // 1_000_000_000 for t in times))
        self.__dict__.update(zip(cls._fields, values))
        for field, t in zip(("st_atime", "st_mtime", "st_ctime"), times):
            setattr(self, field, t / 1e9)
            setattr(self, field + "_ns", t)
        return self

    _fields = ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size")

    def __repr__(self):
        names = self._fields + ("st_atime", "st_mtime", "st_ctime")
        return f"os.stat_result({', '.join(f'{n}={v}' for n, v in zip(names, self))})"


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """Perform a stat system call on the given path."""
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    return stat_result(_stat(path, follow_symlinks, "stat"))


def lstat(path, *, dir_fd=None):
    """Perform a stat system call on the given path, without following symbolic links."""
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    return stat_result(_stat(path, False, "lstat"))


def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == (curdir if isinstance(tail, str) else curdir.encode()):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


class DirEntry:
    """A name in a folder."""

    def __init__(self, folder, name):
        self.name = name
        self.path = path.join(folder, name)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    def stat(self, *, follow_symlinks=True):
        return stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self):
        return _stat(self.path, False, "stat")[1]

    def _is(self, kind, follow):
        try:
            return _stat(self.path, follow, "stat")[0] & 0o170000 == kind
        except FileNotFoundError:
            return False

    def is_dir(self, *, follow_symlinks=True):
        return self._is(0o040000, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        return self._is(0o100000, follow_symlinks)

    def is_symlink(self):
        return self._is(0o120000, False)

    def is_junction(self):
        return False


class _Scan:
    """What scandir gives: an iterator that can be closed."""

    def __init__(self, folder):
        self._entries = iter([DirEntry(folder, n) for n in listdir(folder)])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def close(self):
        self._entries = iter(())

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


def scandir(path=None):
    """Return an iterator of DirEntry objects for given path."""
    return _Scan("." if path is None else fspath(path))


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Folder, its folders and its files, for each folder below `top`."""
    stack = [(fspath(top), None)]
    while stack:
        folder, found = stack.pop()
        if found is not None:
            yield folder, *found
            continue
        try:
            entries = list(scandir(folder))
        except OSError as e:
            if onerror is not None:
                onerror(e)
            continue
        dirs, files, below = [], [], []
        for entry in entries:
            try:
                is_dir = entry.is_dir()
            except OSError:
                is_dir = False
            (dirs if is_dir else files).append(entry.name)
            if is_dir and (followlinks or not entry.is_symlink()):
                below.append(entry.path)
        if topdown:
            yield folder, dirs, files
            for name in reversed(dirs):
                new = path.join(folder, name)
                if followlinks or not path.islink(new):
                    stack.append((new, None))
        else:
            stack.append((folder, (dirs, files)))
            stack.extend((p, None) for p in reversed(below))


def get_exec_path(env=None):
    return (environ if env is None else env).get("PATH", defpath).split(pathsep)


def getcwdb():
    return fsencode(getcwd())


def get_terminal_size(fd=1, /):
    raise OSError(25, "Inappropriate ioctl for device")


def _exit(status):
    raise NotImplementedError("os._exit is not supported: use sys.exit")


def system(command):
    raise NotImplementedError("os.system is not supported: scripts start no processes")
