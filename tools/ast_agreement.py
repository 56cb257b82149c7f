#!/usr/bin/env python3
"""Compares Hognose's syntax trees with CPython's over a standard library.

    tools/ast_agreement.py [--show N] [--under DIR] [--command CMD ...]

Dumps every .py file of an installed CPython 3.13's library, its tests
included, with Hognose and with CPython, and prints how many dumps are
identical and how many files that CPython refuses are refused at the same
line. CPython is found as `cpython.py` says. CMD reads file names from stdin
and answers as `grammar/examples/dump.rs --stream` does; by default that example
is built and run. The exit status is 0 if all agree.
"""

import argparse
import ast
import difflib
import os
import pathlib
import subprocess
import sys
import threading
import warnings

import cpython

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEFAULT = [str(ROOT / "target" / "release" / "examples" / "dump"), "--stream"]


def reexecute():
    """Runs this script under CPython 3.13, whose `ast` is the reference."""
    if sys.implementation.name != "cpython" or sys.version_info[:2] != cpython.VERSION:
        python = cpython.find()
        os.execv(python, [python, *sys.argv])


def reference(path):
    """CPython's answer for a file: ("ok", dump) or ("error", line, message)."""
    data = path.read_bytes()
    try:
        tree = ast.parse(data)
    except SyntaxError as error:
        return "error", error.lineno or 0, error.msg
    except ValueError as error:
        return "error", 0, str(error)
    return "ok", ast.dump(tree, indent=1, include_attributes=True)


class Candidate:
    """A running Hognose that dumps files."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def answer(self, path):
        self.process.stdin.write(f"{path}\n".encode())
        self.process.stdin.flush()
        head = self.process.stdout.readline().split()
        if not head:
            raise SystemExit(f"{path}: the command ended")
        text = self.process.stdout.read(int(head[1])).decode()
        if head[0] == b"ok":
            return "ok", text
        line, _, message = text.partition(":")
        return "error", int(line), message


def difference(expected, found):
    """The first lines that differ."""
    lines = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), "CPython", "Hognose", n=4, lineterm=""
    )
    return "\n".join(line for _, line in zip(range(24), lines))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", type=int, default=5, help="differences to print")
    parser.add_argument("--under", help="folder to read instead of the library")
    parser.add_argument("--command", nargs=argparse.REMAINDER, help="see above")
    options = parser.parse_args()
    if not options.command:
        subprocess.run(
            ["cargo", "build", "-q", "--release", "-p", "hognose-grammar", "--example", "dump"],
            cwd=ROOT,
            check=True,
        )
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10**5)
    library = pathlib.Path(options.under or os.path.dirname(ast.__file__))
    files = [p.relative_to(library) for p in library.rglob("*.py")]
    files = [library / p for p in sorted(files) if "site-packages" not in p.parts]
    candidate = Candidate(options.command or DEFAULT)
    same = refused = same_message = 0
    bad = []
    for path in files:
        expected = reference(path)
        found = candidate.answer(path)
        if expected[0] == "error" and found[0] == "error":
            refused += expected[1] == found[1]
            same_message += expected == found
            if expected[1] != found[1] or (expected[2] != found[2] and options.show > 5):
                bad.append((path, f"CPython: {expected[1:]}, Hognose: {found[1:]}"))
        elif expected == found:
            same += 1
        elif expected[0] == found[0]:
            bad.append((path, difference(expected[1], found[1])))
        else:
            brief = [a[0] if a[0] == "ok" else a for a in (expected, found)]
            bad.append((path, f"CPython: {brief[0]}, Hognose: {brief[1]}"))
    for path, what in bad[: options.show]:
        print(f"--- {path}\n{what}")
    print(
        f"{len(files)} files: {same} identical trees, {refused} refused at the same line "
        f"({same_message} with the same message), {len(files) - same - refused} differ"
    )
    return same + refused < len(files)


if __name__ == "__main__":
    reexecute()
    threading.stack_size(512 << 20)
    status = []
    thread = threading.Thread(target=lambda: status.append(main()))
    thread.start()
    thread.join()
    sys.exit(bool(not status or status[0]))
