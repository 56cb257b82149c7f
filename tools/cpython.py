"""Finds the CPython 3.13 that expected outputs are recorded from, and the 3.11 that
speed is compared with.

Used by the recording and comparing tools. The environment variables
HOGNOSE_CPYTHON and HOGNOSE_REFERENCE name an interpreter outright; otherwise the
candidates for 3.13 are asked for their version, so that a `python3.13` launcher
which starts another version is not taken for it, and 3.11 is the first on PATH that
is no script: the distribution's, as `cargo bench --bench compare` has it.
"""

import os
import shutil
import subprocess

VERSION = (3, 13)
REFERENCE = "python3.11"


def find():
    """Return the path of a CPython 3.13, or raise SystemExit saying what was tried."""
    named = os.environ.get("HOGNOSE_CPYTHON")
    if named:
        path = _real_interpreter(named)
        if path:
            return path
        raise SystemExit(f"HOGNOSE_CPYTHON={named} is not a CPython {_dotted()}")
    for candidate in _candidates():
        path = _real_interpreter(candidate)
        if path:
            return path
    raise SystemExit(f"no CPython {_dotted()} found: install one or set HOGNOSE_CPYTHON")


def find_reference():
    """Return the path of the interpreter that speed is compared with."""
    named = os.environ.get("HOGNOSE_REFERENCE")
    if named:
        return named
    for folder in os.get_exec_path():
        path = os.path.join(folder, REFERENCE)
        if os.path.isfile(path) and os.access(path, os.X_OK):
            with open(path, "rb") as file:
                if file.read(2) != b"#!":
                    return path
    raise SystemExit(f"no {REFERENCE} found: install it or set HOGNOSE_REFERENCE")


def _dotted():
    return ".".join(map(str, VERSION))


def _candidates():
    yield f"python{_dotted()}"
    yield "python3"
    yield "python"
    if shutil.which("uv"):
        yield from _output("uv", "python", "find", _dotted()).split()
    if shutil.which("pyenv"):
        for name in _output("pyenv", "versions", "--bare").split():
            if name == _dotted() or name.startswith(_dotted() + "."):
                prefix = _output("pyenv", "prefix", name).strip()
                yield os.path.join(prefix, "bin", "python3")


def _output(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _real_interpreter(command):
    """The executable behind `command` if it is the wanted CPython, else None."""
    probe = (
        "import sys; print(sys.implementation.name, *sys.version_info[:2]); print(sys.executable)"
    )
    lines = _output(command, "-c", probe).splitlines()
    wanted = " ".join(["cpython", *map(str, VERSION)])
    return lines[1] if len(lines) == 2 and lines[0] == wanted else None


if __name__ == "__main__":
    print(find())
