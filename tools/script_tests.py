"""The data-driven script tests: where they are, how one is run, what it must print.

`record_tests.py` and `run_tests.py` share this. tests/README.md describes the
layout for people who write a test.
"""

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Folders whose expected output comes from CPython. (tests/differences holds
# what deliberately differs, so nothing there can be recorded.)
AREAS = [
    "tests/lang",
    "tests/types",
    "tests/modules",
    "tests/errors",
    "tests/memory",
    "tests/regression",
    "examples/scripts",
]

MODES = ("normal", "stress", "nogc")

_DIRECTIVE = re.compile(r"#\s*(modes|stdin|args)\s*:\s*(.*?)\s*$")
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")


@dataclass
class Outcome:
    """What a run left: normalised text of both streams and the exit status."""

    out: str
    err: str
    rc: int

    def first_difference(self, other):
        """A line saying how `other` (what was got) differs from self (expected), or None."""
        if self == other:
            return None
        for stream in ("out", "err"):
            wanted = getattr(self, stream).split("\n")
            got = getattr(other, stream).split("\n")
            for number, (a, b) in enumerate(_pad(wanted, got), 1):
                if a != b:
                    # A crash is told by stderr rather than by the stdout it cut short.
                    if stream == "out" and other.rc != self.rc and other.err.strip():
                        last = other.err.strip().split("\n")[-1]
                        return f"rc {other.rc}, {last}"
                    return f"{stream}:{number}: want {_show(a)} got {_show(b)}"
        return f"exit status: want {self.rc} got {other.rc}"


def _pad(a, b):
    length = max(len(a), len(b))
    return zip(a + [None] * (length - len(a)), b + [None] * (length - len(b)))


def _show(line):
    if line is None:
        return "end"
    return repr(line if len(line) <= 70 else line[:67] + "...")


@dataclass
class Test:
    """One script with its directives; the expected files stand beside it."""

    path: Path
    modes: tuple = MODES
    args: list = field(default_factory=list)
    stdin: str = ""

    @property
    def name(self):
        return str(self.path.relative_to(ROOT))

    @property
    def area(self):
        return next(area for area in AREAS if self.name.startswith(area + "/"))

    def expected(self):
        """The recorded outcome, or None when none was recorded."""
        out = self.path.with_suffix(".out")
        if not out.exists():
            return None
        err, rc = self.path.with_suffix(".err"), self.path.with_suffix(".rc")
        return Outcome(
            _read(out),
            _read(err) if err.exists() else "",
            int(_read(rc)) if rc.exists() else 0,
        )

    def record(self, outcome):
        """Write the expected files; a file that would only say "empty" or "0" is removed.

        Returns the names of the files that changed.
        """
        wanted = {
            ".out": outcome.out,
            ".err": outcome.err or None,
            ".rc": f"{outcome.rc}\n" if outcome.rc else None,
        }
        changed = []
        for suffix, text in wanted.items():
            file = self.path.with_suffix(suffix)
            before = _read(file) if file.exists() else None
            if before == text:
                continue
            changed.append(file.name)
            if text is None:
                file.unlink()
            else:
                file.write_bytes(text.encode("utf-8", "surrogateescape"))
        return changed

    def run(self, command, environment, timeout):
        """Run the script from its own folder; raises subprocess.TimeoutExpired."""
        done = subprocess.run(
            [*command, self.path.name, *self.args],
            cwd=self.path.parent,
            env=environment,
            input=self.stdin.encode(),
            capture_output=True,
            timeout=timeout,
        )
        folder = str(self.path.parent)
        return Outcome(
            normalise(done.stdout, folder), normalise(done.stderr, folder), done.returncode
        )


def normalise(stream, folder):
    """Text of a stream without what depends on the machine.

    Tracebacks show absolute paths: the test's folder is cut off. Addresses
    (in "Exception ignored in: <function f at 0x...>") become `0x...`.
    """
    text = stream.decode("utf-8", "surrogateescape")
    return _ADDRESS.sub("at 0x...", text.replace(folder + os.sep, ""))


def _read(file):
    return file.read_bytes().decode("utf-8", "surrogateescape")


def load(path):
    """Read a script's directives: comments of the form `# key: value` at its very top."""
    test = Test(path)
    for line in _read(path).split("\n"):
        if not line.startswith("#"):
            break
        match = _DIRECTIVE.fullmatch(line)
        if not match:
            continue
        key, value = match.groups()
        if key == "modes":
            test.modes = tuple(mode.strip() for mode in value.split(","))
            unknown = set(test.modes) - set(MODES)
            if unknown:
                raise SystemExit(f"{path}: unknown mode {', '.join(sorted(unknown))}")
        elif key == "args":
            test.args = value.split()
        else:
            test.stdin = _read(path.parent / value)
    return test


def discover(only=None):
    """Every test, sorted; `only` keeps those whose name contains it.

    Names that start with an underscore are modules and packages that tests
    import, not tests.
    """
    found = []
    for area in AREAS:
        base = ROOT / area
        for path in sorted(base.rglob("*.py")):
            if any(part.startswith("_") for part in path.relative_to(base).parts):
                continue
            if only is None or only in str(path.relative_to(ROOT)):
                found.append(load(path))
    return found


def environment(**extra):
    """The environment a test runs in: no colours, UTF-8, nothing of the user's Python setup."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "HOGNOSE")) and key not in ("FORCE_COLOR", "COLUMNS")
    }
    kept.update(
        NO_COLOR="1",
        PYTHON_COLORS="0",
        PYTHONUTF8="1",
        PYTHONDONTWRITEBYTECODE="1",
        LC_ALL="C.UTF-8",
        TERM="dumb",
    )
    kept.update(extra)
    return kept
