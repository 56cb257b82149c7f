"""Paths with slashes. Paths may be str or bytes, or have __fspath__."""

from posix import fspath as _fspath, getcwd as _getcwd, _environment, _realpath, _stat

curdir = "."
pardir = ".."
extsep = "."
sep = "/"
pathsep = ":"
defpath = "/bin:/usr/bin"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False


def _like(path, text):
    """`text` as the type of `path`."""
    return text.encode() if isinstance(path, bytes) else text


def _check(function, paths):
    """The TypeError for arguments that can't be joined."""
    has_str = has_bytes = False
    for p in paths:
        if isinstance(p, str):
            has_str = True
        elif isinstance(p, bytes):
            has_bytes = True
        else:
            raise TypeError(
                f"{function}() argument must be str, bytes, or os.PathLike object, "
                f"not {type(p).__name__!r}"
            ) from None
    if has_str and has_bytes:
        raise TypeError("Can't mix strings and bytes in path components") from None


def normcase(s):
    return _fspath(s)


def isabs(s):
    s = _fspath(s)
    return s.startswith(_like(s, sep))


def join(a, *p):
    a = _fspath(a)
    slash = _like(a, sep)
    path = a
    try:
        for b in map(_fspath, p):
            if b.startswith(slash) or not path:
                path = b
            elif path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError):
        _check("join", (a, *p))
        raise
    return path


def split(p):
    p = _fspath(p)
    slash = _like(p, sep)
    i = p.rfind(slash) + 1
    head, tail = p[:i], p[i:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    p = _fspath(p)
    slash, dot = p.rfind(_like(p, sep)), p.rfind(_like(p, extsep))
    # Dots in front belong to the name.
    begin = slash + 1
    while begin < dot and p[begin : begin + 1] == _like(p, extsep):
        begin += 1
    return (p[:dot], p[dot:]) if begin < dot else (p, p[:0])


def splitdrive(p):
    p = _fspath(p)
    return p[:0], p


def splitroot(p):
    p = _fspath(p)
    slash = _like(p, sep)
    n = len(p) - len(p.lstrip(slash))
    # Exactly two slashes in front are something of their own.
    n = n if n <= 2 and n != 0 and (n == 2) else min(n, 1)
    return p[:0], p[:n], p[n:]


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def _status(path, follow=True):
    """What `_stat` says, None if it fails."""
    try:
        return _stat(path, follow, "stat")
    except (OSError, ValueError):
        return None


def exists(path):
    return _status(path) is not None


def lexists(path):
    return _status(path, False) is not None


def _kind(status):
    return status[0] & 0o170000 if status else 0


def isfile(path):
    return _kind(_status(path)) == 0o100000


def isdir(s):
    return _kind(_status(s)) == 0o040000


def islink(path):
    return _kind(_status(path, False)) == 0o120000


def ismount(path):
    here, above = _status(path, False), _status(join(path, _like(_fspath(path), pardir)), False)
    if here is None or above is None or _kind(here) == 0o120000:
        return False
    return here[2] != above[2] or here[1] == above[1]


def getsize(filename):
    return _stat(filename, True, "stat")[6]


def getmtime(filename):
    return _stat(filename, True, "stat")[8] / 1e9


def getatime(filename):
    return _stat(filename, True, "stat")[7] / 1e9


def getctime(filename):
    return _stat(filename, True, "stat")[9] / 1e9


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    return _stat(f1, True, "stat")[1:3] == _stat(f2, True, "stat")[1:3]


def expanduser(path):
    path = _fspath(path)
    tilde, slash = _like(path, "~"), _like(path, sep)
    if path != tilde and not path.startswith(tilde + slash):
        return path
    home = _environment().get("HOME")
    if home is None:
        return path
    return (_like(path, home).rstrip(slash) + path[1:]) or slash


def expandvars(path):
    path = _fspath(path)
    if isinstance(path, bytes):
        return expandvars(path.decode()).encode()
    variables = _environment()
    out, i = [], 0
    while i < len(path):
        if path[i] != "$":
            out.append(path[i])
            i += 1
            continue
        end = i + 1
        if path[end : end + 1] == "{":
            end = path.find("}", end)
            name = path[i + 2 : end] if end >= 0 else ""
            end = end + 1 if end >= 0 else i + 1
        else:
            while end < len(path) and (path[end].isalnum() or path[end] == "_") and path[end].isascii():
                end += 1
            name = path[i + 1 : end]
        out.append(variables.get(name, path[i:end]) if name else path[i:end])
        i = end
    return "".join(out)


def normpath(path):
    path = _fspath(path)
    slash, dot, dots = _like(path, sep), _like(path, curdir), _like(path, pardir)
    if not path:
        return dot
    _, root, rest = splitroot(path)
    parts = []
    for part in rest.split(slash):
        if not part or part == dot:
            continue
        if part != dots or (not root and not parts) or (parts and parts[-1] == dots):
            parts.append(part)
        elif parts:
            parts.pop()
    return (root + slash.join(parts)) or dot


def abspath(path):
    path = _fspath(path)
    if not isabs(path):
        path = join(_like(path, _getcwd()), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    filename = _fspath(filename)
    path = abspath(filename)
    rest = []
    while True:
        real = _realpath(path)
        if real is not None:
            return normpath(join(_like(filename, real), *reversed(rest)))
        if strict:
            _stat(path, True, "stat")
        path, tail = split(path)
        if not tail:
            return normpath(join(path, *reversed(rest)))
        rest.append(tail)


def relpath(path, start=None):
    path = _fspath(path)
    if not path:
        raise ValueError("no path specified")
    slash, dot, dots = _like(path, sep), _like(path, curdir), _like(path, pardir)
    start = dot if start is None else _fspath(start)
    begin = [p for p in abspath(start).split(slash) if p]
    parts = [p for p in abspath(path).split(slash) if p]
    same = 0
    while same < min(len(begin), len(parts)) and begin[same] == parts[same]:
        same += 1
    out = [dots] * (len(begin) - same) + parts[same:]
    return slash.join(out) if out else dot


def commonprefix(m):
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(_fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def commonpath(paths):
    paths = tuple(map(_fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    _check("commonpath", paths)
    slash, dot = _like(paths[0], sep), _like(paths[0], curdir)
    if len({p.startswith(slash) for p in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths") from None
    lists = [[part for part in p.split(slash) if part and part != dot] for p in paths]
    low, high = min(lists), max(lists)
    n = 0
    while n < len(low) and n < len(high) and low[n] == high[n]:
        n += 1
    return (slash if paths[0].startswith(slash) else paths[0][:0]) + slash.join(low[:n])
